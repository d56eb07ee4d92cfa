import { commands, window, workspace, type ExtensionContext } from 'vscode';
import { Commands } from './commands';
import { Session } from './session';
import { restarting } from './settings';
import { Status } from './status';
import { Pages, Panels } from './views';

let session: Session | undefined;

export function activate(context: ExtensionContext): void {
  const current = new Session(context);
  session = current;
  const status = new Status(current);
  const pages = new Pages();
  const panels = new Panels();

  context.subscriptions.push(
    current,
    status,
    pages,
    panels,
    current.onNews(() => { status.refreshSoon(); }),
    ...new Commands(current, pages, panels).register(),
    commands.registerCommand('pyframeworks.restartServer', () => current.restart()),
    commands.registerCommand('pyframeworks.showServerLog', () => { current.log.show(); }),
    window.onDidChangeActiveTextEditor(() => { status.refreshSoon(); }),
    workspace.onDidGrantWorkspaceTrust(() => current.restart()),
    workspace.onDidChangeConfiguration((event) => {
      if (restarting.some((setting) => event.affectsConfiguration(setting))) {
        void current.restart();
      }
    }),
  );

  // Not awaited: opening a file must not wait for the server's first answer.
  void current.restart();
}

export async function deactivate(): Promise<void> {
  await session?.stop();
}
