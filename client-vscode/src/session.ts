import { commands, env, EventEmitter, Uri, window, type Disposable, type ExtensionContext } from 'vscode';
import { ExecuteCommandRequest, State, type LanguageClient, type Middleware } from 'vscode-languageclient/node';
import { download, MissingRuntime } from './runtime';
import { createClient, findServer } from './server';
import { isEnabled, section } from './settings';

// Milliseconds that a start may hold up what comes after it: a program that says nothing must not keep another from its turn. The start itself goes on.
const startPatience = 10_000;
const stopPatience = 5_000;

/** The one server process of this window: started, stopped and asked in order. */
export class Session implements Disposable {
  readonly log = window.createOutputChannel('PyFrameworks', { log: true });
  private readonly news = new EventEmitter<void>();
  /** The server may know something new: it started, stopped, reported diagnostics or ended a piece of work. */
  readonly onNews = this.news.event;
  private client: LanguageClient | undefined;
  private queue: Promise<void> = Promise.resolve();

  constructor(private readonly context: ExtensionContext) {}

  /** Starts the server, or starts it again. Never throws: what goes wrong is said to the user. */
  restart(): Promise<void> {
    return this.enqueue(async () => {
      await this.close();
      if (!isEnabled()) {
        return;
      }
      try {
        const client = createClient(await findServer(this.context), this.log, this.middleware());
        this.client = client;
        client.onDidChangeState(({ newState }) => {
          if (newState !== State.Starting) {
            this.news.fire();
          }
        });
        await started(client, startPatience);
      } catch (error) {
        this.explain(error);
      }
    });
  }

  stop(): Promise<void> {
    return this.enqueue(() => this.close());
  }

  /** Asks the server to run one of its commands. Throws when it can't, and when there is no server. */
  async execute<T>(command: string, argument: object): Promise<T> {
    await this.queue;
    if (!this.client?.isRunning()) {
      throw new Error(isEnabled() ? 'the server is not running' : `the server is off: turn ${section}.enable on`);
    }
    return await this.client.sendRequest(ExecuteCommandRequest.type, { command, arguments: [argument] }) as T;
  }

  dispose(): void {
    this.news.dispose();
    this.log.dispose();
  }

  private enqueue(work: () => Promise<void>): Promise<void> {
    return this.queue = this.queue.then(work);
  }

  private async close(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    try {
      // A server that is on its way back after a crash can be stopped once it is there, not before.
      if (client?.state === State.Starting) {
        await started(client, stopPatience).catch(() => undefined);
      }
      await client?.dispose();
    } catch (error) {
      // A server that crashed or never started can't be stopped in good order.
      this.log.warn(`The server did not stop in good order: ${String(error)}`);
    }
    this.news.fire();
  }

  private middleware(): Middleware {
    return {
      handleDiagnostics: (uri, diagnostics, next) => {
        next(uri, diagnostics);
        this.news.fire();
      },
      provideDiagnostics: async (document, previousResultId, token, next) => {
        const report = await next(document, previousResultId, token);
        this.news.fire();
        return report;
      },
      handleWorkDoneProgress: (token, params, next) => {
        next(token, params);
        if (params.kind === 'end') {
          this.news.fire();
        }
      },
    };
  }

  private explain(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.log.error(reason);
    const offers = error instanceof MissingRuntime ? ['Get .NET', 'Show Log'] : ['Show Log', 'Open Settings'];
    void window.showErrorMessage(`PyFrameworks can't start: ${reason}`, ...offers).then((answer) => {
      if (answer === 'Show Log') {
        this.log.show();
      } else if (answer === 'Open Settings') {
        void commands.executeCommand('workbench.action.openSettings', `${section}.server.path`);
      } else if (answer === 'Get .NET') {
        void env.openExternal(Uri.parse(download));
      }
    });
  }
}

/** Waits until a client has started, or for so many milliseconds. */
async function started(client: LanguageClient, patience: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => { timer = setTimeout(resolve, patience); });
  await Promise.race([client.start(), enough]).finally(() => { clearTimeout(timer); });
}
