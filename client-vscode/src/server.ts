import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { workspace, type ExtensionContext, type LogOutputChannel } from 'vscode';
import { LanguageClient, RevealOutputChannelOn, TransportKind, type Middleware } from 'vscode-languageclient/node';
import { initializationOptions, linkable } from './options';
import { hasRuntime, missingRuntime, MissingRuntime } from './runtime';
import { section, serverPath } from './settings';

// By pattern first: VS Code has no mode for TOML, and calls a requirements file plain text.
const selector = [
  { scheme: 'file', language: 'python' },
  { scheme: 'file', language: 'pip-requirements' },
  ...[
    '**/*.{py,pyw}',
    '**/{*requirements*,*constraints*}.{txt,in}',
    '**/{requirements,reqs}/**/*.{txt,in}',
    '**/{pyproject.toml,pixi.toml,setup.cfg,Pipfile}',
    '**/{Procfile,Dockerfile,Dockerfile.*,Containerfile,*.dockerfile}',
    // A team's catalog may have any name.
    '**/*.{yml,yaml}',
    '**/{uv.lock,poetry.lock,pdm.lock,Pipfile.lock,pylock.toml,pylock.*.toml}',
  ].map((pattern) => ({ scheme: 'file', pattern })),
];

/** How the server is started: the program and what stands before its verb. */
export interface Launch {
  command: string;
  args: string[];
}

/** The server to start. Throws an error whose message tells the user what is missing and what to do. */
export async function findServer(context: ExtensionContext): Promise<Launch> {
  const own = serverPath();
  if (own !== undefined) {
    if (await can(constants.X_OK, own)) {
      return { command: own, args: [] };
    }
    throw new Error(`can't run "${own}": correct the setting ${section}.server.path or clear it to use the bundled server`);
  }

  const program = context.asAbsolutePath(process.platform === 'win32' ? 'server/pyframeworks.exe' : 'server/pyframeworks');
  // A package that was put together on Windows has lost the executable bit.
  if (await can(constants.X_OK, program) || await chmod(program, 0o755).then(() => true, () => false)) {
    return { command: program, args: [] };
  }

  // The package for every platform holds the server without the runtime.
  const assembly = context.asAbsolutePath('server/pyframeworks.dll');
  if (await can(constants.R_OK, assembly)) {
    return { command: await findDotnet(), args: [assembly] };
  }
  throw new Error(`this package holds no server for ${process.platform}-${process.arch}: `
    + `install the package for your platform, or set ${section}.server.path`);
}

/** The `dotnet` of this machine that has the runtime that the server needs. */
async function findDotnet(): Promise<string> {
  const name = process.platform === 'win32' ? 'dotnet.exe' : 'dotnet';
  const root = process.env.DOTNET_ROOT;
  let seen: string | undefined;
  for (const dotnet of [...root === undefined ? [] : [join(root, name)], name]) {
    const listed = await promisify(execFile)(dotnet, ['--list-runtimes'], { timeout: 20_000, windowsHide: true })
      .then(({ stdout }) => stdout, (error: unknown) => (error instanceof Error && 'killed' in error && error.killed === true ? null : undefined));

    // One that is there and takes too long to answer is not missing: the start will tell.
    if (listed === null || (listed !== undefined && hasRuntime(listed))) {
      return dotnet;
    }
    seen ??= listed;
  }
  throw new MissingRuntime(missingRuntime(seen));
}

async function can(mode: number, path: string): Promise<boolean> {
  return access(path, mode).then(() => true, () => false);
}

export function createClient({ command, args }: Launch, log: LogOutputChannel, middleware: Middleware): LanguageClient {
  return new LanguageClient(
    section,
    'PyFrameworks',
    { command, args: [...args, 'lsp'], transport: TransportKind.stdio },
    {
      documentSelector: selector,
      synchronize: { configurationSection: section },
      // When trust is granted, the server starts anew.
      initializationOptions: initializationOptions(workspace.isTrusted),
      // The client pulls at the opening of a document alone unless it is told otherwise.
      diagnosticPullOptions: { onChange: true, onFocus: true },
      markdown: { isTrusted: { enabledCommands: linkable } },
      outputChannel: log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      middleware,
    },
  );
}
