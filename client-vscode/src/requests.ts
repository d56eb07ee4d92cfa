// What a command link, a code action or a key binding may pass. Anything else is left out, so that a command never acts on what it can't mean.

export interface Request {
  uri?: string;
  framework?: string;
  frameworks?: string[];
  needs?: string[];
  from?: string;
  to?: string;
  rule?: string;
  /** From 1. */
  line?: number;
}

/** Whether an address has a part that leads up: it might lead out of the folder that it begins with. */
function climbs(uri: string): boolean {
  return uri.replaceAll(/%2e/gi, '.').split(/[\\/]|%2f|%5c/i).includes('..');
}

export function toRequest(argument: unknown): Request {
  if (typeof argument !== 'object' || argument === null) {
    return {};
  }
  const given = argument as Record<string, unknown>;
  const request: Request = {};
  for (const name of ['uri', 'framework', 'from', 'to', 'rule'] as const) {
    if (typeof given[name] === 'string' && !(name === 'uri' && climbs(given[name]))) {
      request[name] = given[name];
    }
  }
  for (const name of ['frameworks', 'needs'] as const) {
    if (Array.isArray(given[name])) {
      request[name] = given[name].filter((item) => typeof item === 'string');
    }
  }
  if (Number.isSafeInteger(given.line) && (given.line as number) > 0) {
    request.line = given.line as number;
  }
  return request;
}
