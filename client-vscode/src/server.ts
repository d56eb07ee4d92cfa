import { constants } from 'node:fs';
import { access, chmod } from 'node:fs/promises';
import { workspace, type ExtensionContext, type LogOutputChannel } from 'vscode';
import { LanguageClient, RevealOutputChannelOn, TransportKind, type Middleware } from 'vscode-languageclient/node';
import { initializationOptions } from './options';
import { section, serverPath } from './settings';

/** Commands of this extension that a hover may link to; every other link of a hover is inert. */
const linkable = ['pyframeworks.suggestAlternatives'];

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

/** The executable to start. Throws an error whose message tells the user what is missing and what to do. */
export async function findServer(context: ExtensionContext): Promise<string> {
  const own = serverPath();
  const name = process.platform === 'win32' ? 'pyframeworks.exe' : 'pyframeworks';
  const path = own ?? context.asAbsolutePath(`server/${name}`);
  if (await isExecutable(path)) {
    return path;
  }
  if (own !== undefined) {
    throw new Error(`can't run "${own}": correct the setting ${section}.server.path or clear it to use the bundled server`);
  }
  // A package that was put together on Windows has lost the executable bit.
  await chmod(path, 0o755).catch(() => undefined);
  if (await isExecutable(path)) {
    return path;
  }
  throw new Error(`this package holds no server for ${process.platform}-${process.arch}: `
    + `install the package for your platform, or set ${section}.server.path`);
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(() => true, () => false);
}

export function createClient(executable: string, log: LogOutputChannel, middleware: Middleware): LanguageClient {
  return new LanguageClient(
    section,
    'PyFrameworks',
    { command: executable, args: ['lsp'], transport: TransportKind.stdio },
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
