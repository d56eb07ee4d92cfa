import { commands, ProgressLocation, QuickPickItemKind, Range, Uri, window, workspace, type Disposable, type QuickPickItem } from 'vscode';
import { alternatives, frameworkChoices, ruleChoices, targetChoices, titleOf, verdict, type Choice } from './present';
import { toRequest, type Request } from './requests';
import type { CatalogResult, CompareResult, PageResult, PlanResult, ReportResult, RulesResult, SuggestResult } from './results';
import type { Session } from './session';
import type { Pages, Panels } from './views';

/** The commands of the palette. Each asks the server and shows what it returns. */
export class Commands {
  constructor(private readonly session: Session, private readonly pages: Pages, private readonly panels: Panels) {}

  register(): Disposable[] {
    const all: Record<string, (request: Request) => Promise<void>> = {
      suggestAlternatives: (request) => this.suggestAlternatives(request),
      compare: (request) => this.compare(request),
      showMigrationPlan: (request) => this.showMigrationPlan(request),
      showReport: (request) => this.showReport(request),
      explainRule: (request) => this.explainRule(request),
      openMigrationText: (request) => this.openMigrationText(request),
      openPlace: (request) => this.openPlace(request),
    };
    return Object.entries(all).map(([name, run]) => commands.registerCommand(`pyframeworks.${name}`, async (argument: unknown) => {
      try {
        // A menu of the explorer passes the address itself.
        await run(argument instanceof Uri ? { uri: argument.toString() } : toRequest(argument));
      } catch (error) {
        this.complain(error);
      }
    }));
  }

  /** Ranked alternatives in a quick pick; the choice opens the comparison, the verdict's row the whole list. */
  private async suggestAlternatives(request: Request): Promise<void> {
    const uri = request.uri ?? activeUri();
    if (uri === undefined && request.framework === undefined) {
      void window.showInformationMessage('Open a folder with a Python project first.');
      return;
    }
    const { framework, needs } = request;
    const [result, catalog] = await Promise.all([
      this.ask<SuggestResult>('suggestAlternatives', { uri, framework, needs }), this.ask<CatalogResult>('catalog', { uri }),
    ]);
    const { from } = result;
    if (from === null) {
      void window.showInformationMessage(`No web framework found${uri === undefined ? '' : ` in ${workspace.asRelativePath(Uri.parse(uri))}`}.`);
      return;
    }
    const name = nameOf(catalog, from);
    const keep = verdict(result, name);
    const choice = await window.showQuickPick<Choice & QuickPickItem>(
      [...keep ? [keep] : [], { label: 'Alternatives, best first', kind: QuickPickItemKind.Separator }, ...alternatives(result)],
      { title: `Alternatives to ${name}`, placeHolder: 'Choose one to compare it', matchOnDescription: true, matchOnDetail: true },
    );
    if (choice?.id !== undefined) {
      await this.compare({ uri, frameworks: [from, choice.id], needs });
    } else if (choice) {
      await this.pages.preview({ markdown: result.markdown ?? '' });
    }
  }

  /** Two to five frameworks side by side; asks for them where fewer are named. */
  private async compare(request: Request): Promise<void> {
    const uri = request.uri ?? activeUri();
    const frameworks = (request.frameworks?.length ?? 0) > 1 ? request.frameworks : await this.pickFrameworks(uri, request.frameworks);
    if (frameworks) {
      const result = await this.ask<CompareResult>('compare', { uri, frameworks, needs: request.needs });
      this.panels.show('compare', result.frameworks.map(({ name }) => name).join(' · '), result.html);
    }
  }

  private async pickFrameworks(uri: string | undefined, named: string[] | undefined): Promise<string[] | undefined> {
    const [result, catalog] = await Promise.all([this.ask<SuggestResult>('suggestAlternatives', { uri, framework: named?.[0] }), this.ask<CatalogResult>('catalog', { uri })]);
    let chosen = named ?? (result.from === null ? [] : [result.from]);
    for (;;) {
      const picked = await window.showQuickPick(frameworkChoices(result, catalog).map((choice) => ({ ...choice, picked: chosen.includes(choice.id) })), {
        title: 'Compare Frameworks', placeHolder: 'Choose two to five', canPickMany: true, matchOnDescription: true,
      });
      if (!picked) {
        return undefined;
      }
      chosen = picked.map(({ id }) => id);
      if (chosen.length >= 2 && chosen.length <= 5) {
        return chosen;
      }
      void window.showInformationMessage(`Choose two to five frameworks; ${chosen.length} ${chosen.length === 1 ? 'is' : 'are'} chosen.`);
    }
  }

  private async showMigrationPlan(request: Request): Promise<void> {
    const uri = request.uri ?? activeUri();
    let { from, to } = request;
    if (to === undefined) {
      const [result, catalog] = await Promise.all([this.ask<SuggestResult>('suggestAlternatives', { uri, framework: from }), this.ask<CatalogResult>('catalog', { uri })]);
      if (result.from === null) {
        void window.showInformationMessage('No web framework found from which a plan could lead.');
        return;
      }
      from = result.from;
      const others = { label: 'All others', kind: QuickPickItemKind.Separator };
      const { ranked, rest } = targetChoices(result, catalog);
      const choice = await window.showQuickPick<Choice & QuickPickItem>([...ranked, others, ...rest], {
        title: `Migration Plan from ${nameOf(catalog, from)}`, placeHolder: 'Choose the framework to move to', matchOnDescription: true,
      });
      to = choice?.id;
      if (to === undefined) {
        return;
      }
    }
    const plan = await this.ask<PlanResult>('migrationPlan', { uri, from, to });
    this.panels.show('plan', titleOf(plan.markdown), plan.html);
  }

  private async openMigrationText({ uri, from, to }: Request): Promise<void> {
    await this.pages.open(await this.ask<PlanResult>('migrationPlan', { uri, from, to }));
  }

  private async showReport(request: Request): Promise<void> {
    const active = activeUri();
    const folder = (active === undefined ? undefined : workspace.getWorkspaceFolder(Uri.parse(active)))
      ?? (request.uri === undefined ? await window.showWorkspaceFolderPick() : undefined);
    const uri = request.uri ?? folder?.uri.toString();
    if (uri === undefined) {
      void window.showInformationMessage('Open a folder with a Python project first.');
      return;
    }
    this.panels.show('report', `Report: ${folder?.name ?? workspace.asRelativePath(Uri.parse(uri))}`, (await this.ask<ReportResult>('report', { uri })).html);
  }

  private async explainRule({ rule }: Request): Promise<void> {
    const code = rule ?? (await window.showQuickPick(
      ruleChoices(await this.ask<RulesResult>('explainRule', {})), { title: 'Explain Rule', placeHolder: 'Choose a rule', matchOnDescription: true, matchOnDetail: true }))?.id;
    if (code !== undefined) {
      await this.pages.preview(await this.ask<PageResult>('explainRule', { rule: code }));
    }
  }

  /** A link of a page opens files of the workspace and nothing else. */
  private async openPlace({ uri, line = 1 }: Request): Promise<void> {
    const file = uri === undefined ? undefined : Uri.parse(uri);
    if (file?.scheme === 'file' && workspace.getWorkspaceFolder(file)) {
      await window.showTextDocument(file, { selection: new Range(line - 1, 0, line - 1, 0) });
    }
  }

  private ask<T>(command: string, argument: object): Promise<T> {
    return Promise.resolve(window.withProgress({ location: ProgressLocation.Window, title: 'PyFrameworks' }, () => this.session.execute<T>(`pyframeworks.server.${command}`, argument)));
  }

  private complain(error: unknown): void {
    void window.showErrorMessage(`PyFrameworks has no answer: ${error instanceof Error ? error.message : String(error)}`, 'Show Log').then((answer) => {
      if (answer !== undefined) {
        this.session.log.show();
      }
    });
  }
}

/** What the user looks at, if the server knows it: the active file, else the first folder. */
function activeUri(): string | undefined {
  const active = window.activeTextEditor?.document.uri;
  return (active && workspace.getWorkspaceFolder(active) ? active : workspace.workspaceFolders?.[0]?.uri)?.toString();
}

function nameOf(catalog: CatalogResult, id: string): string {
  return catalog.frameworks.find((framework) => framework.id === id)?.name ?? id;
}
