// Words and order of what is shown. Nothing here needs an editor, so all of it is tested without one.
import type { FrameworkUse, InspectResult, Project, SuggestResult, Suggestion } from './results';

export interface Choice {
  label: string;
  description?: string;
  detail?: string;
  /** The suggestion behind the row; the verdict's row has none. */
  suggestion?: Suggestion;
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
  return [...result.suggestions]
    .sort((left, right) => left.rank - right.rank)
    .map((suggestion) => ({
      label: suggestion.name,
      description: `${Math.round(suggestion.score * 100)} % fit · ${suggestion.effort} effort`,
      detail: reasons(suggestion),
      suggestion,
    }));
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

/** The fragment of the heading that names `name` in a rendered Markdown document, or undefined when none does. */
export function headingOf(markdown: string, name: string): string | undefined {
  const headings = [...markdown.matchAll(/^#{1,6} +(.+)$/gm)].map((match) => (match[1] ?? '').trim());
  const heading = headings.slice(1).find((text) => text.includes(name));
  // VS Code's Markdown preview forms anchors this way.
  return heading?.toLowerCase().replace(/\s+/g, '-').replace(/[^\p{L}\p{N}_-]/gu, '').replace(/^-+|-+$/g, '');
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
