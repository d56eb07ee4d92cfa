import { commands, EventEmitter, Uri, ViewColumn, window, workspace, type Disposable, type WebviewPanel } from 'vscode';
import { linkable } from './options';
import { titleOf } from './present';
import type { PageResult } from './results';

const scheme = 'pyframeworks';

/** Read-only Markdown documents, kept by path as long as the window lives. */
export class Pages implements Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new EventEmitter<Uri>();
  private readonly registration = workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: this.changed.event,
    provideTextDocumentContent: (uri) => this.texts.get(uri.path) ?? '',
  });

  async preview(page: PageResult): Promise<void> {
    const uri = this.keep(page);
    try {
      await commands.executeCommand('markdown.showPreview', uri);
    } catch {
      // Without VS Code's own Markdown extension the source has to do.
      await window.showTextDocument(uri);
    }
  }

  /** Shows the source, whose links to files VS Code follows; its preview takes no link to a file but a relative one. */
  async open(page: PageResult): Promise<void> {
    await window.showTextDocument(this.keep(page));
  }

  private keep({ markdown }: PageResult): Uri {
    const uri = Uri.from({ scheme, path: `/${titleOf(markdown).replaceAll(/[\\/]/g, '-')}.md` });
    this.texts.set(uri.path, markdown);
    this.changed.fire(uri);
    return uri;
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}

/** Pages of the server's, one panel a kind. They hold no script; their links run commands of this extension and no others. */
export class Panels implements Disposable {
  private readonly open = new Map<string, WebviewPanel>();

  show(kind: 'compare' | 'plan' | 'report', title: string, html: string): void {
    const panel = this.open.get(kind) ?? this.create(kind, title);
    panel.title = title;
    panel.webview.html = html;
    panel.reveal();
  }

  dispose(): void {
    for (const panel of [...this.open.values()]) {
      panel.dispose();
    }
  }

  private create(kind: string, title: string): WebviewPanel {
    const panel = window.createWebviewPanel(`${scheme}.${kind}`, title, ViewColumn.Active, {
      enableScripts: false,
      enableForms: false,
      enableCommandUris: linkable,
      enableFindWidget: true,
      localResourceRoots: [],
    });
    this.open.set(kind, panel);
    panel.onDidDispose(() => this.open.delete(kind));
    return panel;
  }
}
