// Words and order of what is shown. Nothing here needs an editor, so all of it is tested without one.
import type { CatalogResult, FrameworkUse, InspectResult, Project, RulesResult, SuggestResult, Suggestion } from './results';

export interface Choice {
  label: string;
  description?: string;
  detail?: string;
  /** The framework or the rule behind the row; the verdict's row has none. */
  id?: string;
}

const verdicts = {
  keep: (name: string) => `$(pass) Keep ${name}`,
  consider: (name: string) => `$(question) Consider an alternative to ${name}`,
  move: (name: string) => `$(warning) Move away from ${name}`,
};

/** The verdict on the framework in use, where there is one. It comes before every alternative. */
export function verdict(result: SuggestResult, name: string): Choice | undefined {
  return result.keep ? { label: verdicts[result.keep.advice](name), detail: result.keep.reason } : undefined;
}

/** The alternatives, best first. */
export function alternatives(result: SuggestResult): Choice[] {
  return ranked(result)
    .map((suggestion) => ({
      label: suggestion.name,
      description: `${Math.round(suggestion.score * 100)} % fit · ${suggestion.effort} effort`,
      detail: reasons(suggestion),
      id: suggestion.id,
    }));
}

function ranked(result: SuggestResult): Suggestion[] {
  return [...result.suggestions].sort((left, right) => left.rank - right.rank);
}

/** Every framework of the catalog: the one in use, the alternatives by rank, the others by name. */
export function frameworkChoices(result: SuggestResult, catalog: CatalogResult): (Choice & { id: string })[] {
  const order = [result.from, ...ranked(result).map(({ id }) => id)];
  const place = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...catalog.frameworks]
    .sort((left, right) => place(left.id) - place(right.id) || left.name.localeCompare(right.name))
    .map(({ id, name, summary, lifecycle }) => ({
      label: name, description: [summary, id === result.from ? 'in use' : '', lifecycle === 'active' ? '' : lifecycle].filter(Boolean).join(' · '), id,
    }));
}

/** What a plan may lead to: the alternatives by rank with the effort, then every other framework by name. */
export function targetChoices(result: SuggestResult, catalog: CatalogResult): { ranked: Choice[]; rest: Choice[] } {
  const suggested = ranked(result);
  return {
    ranked: suggested.map(({ id, name, effort, effortReason }) => ({ label: name, description: `${effort} effort`, detail: effortReason, id })),
    rest: frameworkChoices(result, catalog).filter(({ id }) => id !== result.from && !suggested.some((suggestion) => suggestion.id === id)),
  };
}

export function ruleChoices({ rules }: RulesResult): (Choice & { id: string })[] {
  return rules.map(({ code, name, severity, summary }) => ({ label: `${code} ${name}`, description: severity, detail: summary, id: code }));
}

function reasons({ gains, losses }: Suggestion): string {
  const parts = [];
  if (gains[0]) {
    parts.push(`$(add) ${gains[0].reason}`);
  }
  if (losses[0]) {
    parts.push(`$(remove) ${losses[0].reason}`);
  }
  return parts.join('   ');
}

/** The title of a Markdown text of the server's: its first heading, without the marks that keep characters from being marks. */
export function titleOf(markdown: string): string {
  return (/^# (.+)$/m.exec(markdown)?.[1] ?? 'PyFrameworks').replace(/\\([!-/:-@[-`{-~])/g, '$1').replaceAll('&amp;', '&');
}

/** The innermost project that holds the file, or undefined. Both paths are absolute. */
export function projectOf(result: InspectResult, file: string): Project | undefined {
  const plain = (text: string) => text.replaceAll('\\', '/').replace(/\/+$/, '');
  const inside = (project: Project) => {
    const folder = project.path === '.' ? plain(result.root) : `${plain(result.root)}/${plain(project.path)}`;
    return plain(file) === folder || plain(file).startsWith(`${folder}/`);
  };
  const depth = (project: Project) => (project.path === '.' ? 0 : project.path.length);
  return result.projects.filter(inside).sort((left, right) => depth(right) - depth(left))[0];
}

/** The framework that a status bar has room for: a primary one, or the project itself where it is a framework's source. */
export function mainFramework(project: Project | undefined): FrameworkUse | undefined {
  return project?.frameworks.find((use) => use.role === 'primary') ?? project?.frameworks.find((use) => use.role === 'self');
}

/** `Flask 2.2.5` for what is locked or pinned, else the specifier as it is: `Flask >=2.3,<4`. */
export function frameworkLabel(use: FrameworkUse): string {
  const pinned = /^===?\s*([^,*]+)$/.exec(use.specifier ?? '')?.[1];
  return [use.name, use.lockedVersion ?? pinned ?? use.specifier].filter(Boolean).join(' ');
}

/** One line for each framework of the project that runs in production, the main one first. */
export function frameworkTooltip(project: Project): string[] {
  const line = (use: FrameworkUse) => {
    const notes = [use.role, use.on ? `on ${use.on}` : '', use.interface?.toUpperCase()].filter(Boolean).join(', ');
    return `${frameworkLabel(use)} (${notes})`;
  };
  const shown = project.frameworks.filter((use) => ['primary', 'addon', 'self'].includes(use.role));
  return shown.sort((left, right) => Number(left.role === 'addon') - Number(right.role === 'addon')).map(line);
}
