// The .NET runtime that the package for every platform needs; the packages for one platform bring their own.

/** The major version of .NET that the server is built for. */
export const major = 10;

export const download = `https://dotnet.microsoft.com/download/dotnet/${major}.0`;

/** Nothing on this machine runs the server of this package. */
export class MissingRuntime extends Error {}

/** Whether the output of `dotnet --list-runtimes` names a runtime that the server runs on. */
export function hasRuntime(listed: string): boolean {
  return versions(listed).some((version) => version.startsWith(`${major}.`));
}

/** What is missing and what to do, as the end of a sentence; `listed` is what `dotnet` said, if there is one. */
export function missingRuntime(listed: string | undefined): string {
  const found = listed === undefined
    ? 'no dotnet was found'
    : `dotnet has ${versions(listed).length === 0 ? 'none' : versions(listed).join(', ')}`;
  return `this package runs on the .NET ${major} runtime, and ${found}: install it from ${download}, or install the package for your platform, which brings its own`;
}

function versions(listed: string): string[] {
  return [...listed.matchAll(/^Microsoft\.NETCore\.App (\S+)/gm)].map((match) => match[1] ?? '');
}
