import { commands, EventEmitter, ProgressLocation, QuickPickItemKind, Uri, window, workspace, type Disposable, type QuickPickItem } from 'vscode';
import { alternatives, headingOf, mainFramework, projectOf, verdict, type Choice } from './present';
import type { InspectResult, SuggestResult } from './results';
import type { Session } from './session';

const scheme = 'pyframeworks';

/** What a command link, a code action or a key binding may pass; anything else is left out. */
export interface Request {
  uri?: string;
  framework?: string;
  needs?: string[];
}

/** Read-only Markdown documents, kept by path as long as the window lives. */
export class Pages implements Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new EventEmitter<Uri>();
  private readonly registration = workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: this.changed.event,
    provideTextDocumentContent: (uri) => this.texts.get(uri.path) ?? '',
  });

  async show(title: string, markdown: string, fragment?: string): Promise<void> {
    const uri = Uri.from({ scheme, path: `/${title}.md` });
    this.texts.set(uri.path, markdown);
    this.changed.fire(uri);
    await commands.executeCommand('markdown.showPreview', uri.with({ fragment: fragment ?? '' }));
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}

/** Ranked alternatives in a quick pick; the choice opens the comparison as a Markdown preview. */
export async function suggestAlternatives(session: Session, pages: Pages, argument: unknown): Promise<void> {
  const request = toRequest(argument);
  const uri = request.uri === undefined ? activeUri() : Uri.parse(request.uri);
  const place = uri ? workspace.asRelativePath(uri) : 'an empty window';
  if (!uri && request.framework === undefined) {
    void window.showInformationMessage('Open a file or a folder of a Python project first.');
    return;
  }

  let result: SuggestResult | null;
  try {
    result = await window.withProgress(
      { location: ProgressLocation.Window, title: 'Comparing frameworks' },
      () => session.execute<SuggestResult>('pyframeworks.server.suggestAlternatives', { ...request, uri: uri?.toString() }),
    );
  } catch (error) {
    const answer = await window.showErrorMessage(
      `PyFrameworks has no answer: ${error instanceof Error ? error.message : String(error)}`, 'Show Log');
    if (answer !== undefined) {
      session.log.show();
    }
    return;
  }

  const from = result?.from;
  if (!result || !from) {
    void window.showInformationMessage(`No web framework found in ${place}.`);
    return;
  }
  const name = await displayName(session, uri, from);
  const choice = await pick(result, name);
  if (choice && result.markdown !== undefined) {
    const fragment = choice.suggestion && headingOf(result.markdown, choice.suggestion.name);
    await pages.show(`Alternatives to ${name}`, result.markdown, fragment);
  }
}

async function pick(result: SuggestResult, name: string): Promise<Choice | undefined> {
  const keep = verdict(result, name);
  const rows: (Choice & QuickPickItem)[] = keep ? [keep] : [];
  rows.push({ label: 'Alternatives, best first', kind: QuickPickItemKind.Separator }, ...alternatives(result));
  return window.showQuickPick(rows, {
    title: `Alternatives to ${name}`,
    placeHolder: 'Choose one to read the comparison',
    matchOnDescription: true,
    matchOnDetail: true,
  });
}

/** The framework's name as people write it; suggestions carry only its identifier. */
async function displayName(session: Session, uri: Uri | undefined, id: string): Promise<string> {
  const result = uri && await session.execute<InspectResult>('pyframeworks.server.inspect', { uri: uri.toString() }).catch(() => null);
  const project = result ? projectOf(result, uri.fsPath) : undefined;
  const use = project?.frameworks.find((framework) => framework.id === id) ?? mainFramework(project);
  return use?.id === id ? use.name : id;
}

function activeUri(): Uri | undefined {
  const active = window.activeTextEditor?.document.uri;
  return active?.scheme === 'file' ? active : workspace.workspaceFolders?.[0]?.uri;
}

function toRequest(argument: unknown): Request {
  if (argument instanceof Uri) {
    return { uri: argument.toString() };
  }
  const request: Request = {};
  if (typeof argument === 'object' && argument !== null) {
    const { uri, framework, needs } = argument as Record<string, unknown>;
    if (typeof uri === 'string') {
      request.uri = uri;
    }
    if (typeof framework === 'string') {
      request.framework = framework;
    }
    if (Array.isArray(needs)) {
      request.needs = needs.filter((need) => typeof need === 'string');
    }
  }
  return request;
}
