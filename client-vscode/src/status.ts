import { StatusBarAlignment, window, type Disposable } from 'vscode';
import { frameworkLabel, frameworkTooltip, mainFramework, projectOf } from './present';
import type { InspectResult } from './results';
import type { Session } from './session';

/** Milliseconds of quiet before the server is asked: a scan reports many files in a row. */
const settle = 250;

/** The framework of the active file's project. It hides whenever there is nothing certain to show. */
export class Status implements Disposable {
  private readonly item = window.createStatusBarItem('pyframeworks.framework', StatusBarAlignment.Right, 100);
  private timer: NodeJS.Timeout | undefined;
  private latest = 0;

  constructor(private readonly session: Session) {
    this.item.name = 'PyFrameworks';
    this.item.command = 'pyframeworks.suggestAlternatives';
  }

  refreshSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { void this.refresh(); }, settle);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.latest++;
    this.item.dispose();
  }

  private async refresh(): Promise<void> {
    const ticket = ++this.latest;
    const uri = window.activeTextEditor?.document.uri;
    const result = uri?.scheme === 'file'
      ? await this.session.execute<InspectResult>('pyframeworks.server.inspect', { uri: uri.toString() }).catch(() => null)
      : null;
    // A slow answer about the previous editor must not overwrite a newer one.
    if (ticket !== this.latest) {
      return;
    }
    const project = result && uri ? projectOf(result, uri.fsPath) : undefined;
    const framework = mainFramework(project);
    if (!project || !framework) {
      this.item.hide();
      return;
    }
    this.item.text = `$(layers) ${frameworkLabel(framework)}`;
    this.item.tooltip = [...frameworkTooltip(project), 'Click for alternatives'].join('\n');
    this.item.accessibilityInformation = { label: `Framework: ${frameworkLabel(framework)}` };
    this.item.show();
  }
}
