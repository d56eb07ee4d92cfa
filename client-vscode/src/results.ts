// What the server returns, as far as the editor shows it. The shapes are those of `--format json`.

export interface Judgement {
  reason: string;
}

export interface Suggestion {
  id: string;
  name: string;
  rank: number;
  /** 0 to 1. */
  score: number;
  gains: Judgement[];
  losses: Judgement[];
  effort: string;
  effortReason: string;
}

export interface SuggestResult {
  from: string | null;
  suggestions: Suggestion[];
  keep?: { advice: 'keep' | 'consider' | 'move'; reason: string } | null;
  markdown?: string;
}

export interface FrameworkUse {
  id: string;
  name: string;
  role: string;
  on?: string | null;
  interface?: string | null;
  specifier?: string | null;
  lockedVersion?: string | null;
}

export interface Project {
  /** Relative to the root, with `/`; `.` is the root itself. */
  path: string;
  frameworks: FrameworkUse[];
}

export interface InspectResult {
  root: string;
  projects: Project[];
}

export interface CatalogFramework {
  id: string;
  name: string;
  summary: string;
  lifecycle: string;
}

export interface CatalogResult {
  frameworks: CatalogFramework[];
}

export interface CompareResult {
  frameworks: CatalogFramework[];
  html: string;
}

export interface ReportResult {
  html: string;
}

/** A text for people; its first line is its title. */
export interface PageResult {
  markdown: string;
}

export interface PlanResult extends PageResult {
  html: string;
}

export interface RulesResult {
  rules: { code: string; name: string; severity: string; summary: string }[];
}
