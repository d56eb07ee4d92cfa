namespace PyFrameworks.Features;

/// <summary>The style sheet of every page: one typeface, one accent colour, light and dark, paper.</summary>
internal static class PageStyle
{
    /// <summary>The sheet. All text keeps a contrast of at least 4.5 to 1 on every ground it stands on (WCAG 2.2, 1.4.3).</summary>
    public const string Text =
        """

        :root { color-scheme: light dark; --ink: #1c2430; --muted: #55606e; --line: #dce1e7; --paper: #fff; --wash: #f5f7f9; --accent: #0b5cad; --soft: #a9c9ea; --bar: #b9c1cb; }
        @media screen and (prefers-color-scheme: dark) {
          :root { --ink: #e6eaf0; --muted: #a5afbc; --line: #343c47; --paper: #14181d; --wash: #1c2229; --accent: #7ab8f5; --soft: #2c5580; --bar: #56606e; }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif; overflow-wrap: break-word; }
        main, header.top, footer { max-width: 66rem; margin: 0 auto; padding: 0 1.5rem; }
        header.top { padding-top: 3.5rem; }
        footer { padding-bottom: 4rem; margin-top: 4rem; }
        h1 { font-size: 2rem; line-height: 1.2; font-weight: 650; letter-spacing: -.01em; margin: 0 0 .5rem; }
        h2 { font-size: 1.4rem; line-height: 1.3; font-weight: 650; margin: 4rem 0 .75rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
        h3 { font-size: 1.05rem; font-weight: 650; margin: 2.25rem 0 .5rem; }
        p { margin: .5rem 0; max-width: 46rem; }
        a { color: var(--accent); text-underline-offset: .15em; }
        code { font: .9em/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
        .lead { font-size: 1.1rem; max-width: none; }
        .quiet, .quiet a { color: var(--muted); }
        .quiet { font-size: .9rem; }
        .figures { display: flex; flex-wrap: wrap; gap: .5rem 3rem; margin: 2rem 0 0; padding: 0; list-style: none; }
        .figures b { display: block; font-size: 1.75rem; line-height: 1.2; font-weight: 650; font-variant-numeric: tabular-nums; }
        .verdict { border-left: 4px solid var(--accent); background: var(--wash); padding: .9rem 1.25rem; margin: 1.25rem 0; max-width: 52rem; }
        .verdict b { color: var(--accent); }
        .verdict p { margin: 0; }
        table { border-collapse: collapse; width: 100%; margin: 1rem 0; font-size: .92rem; line-height: 1.5; }
        caption { text-align: left; color: var(--muted); font-size: .9rem; padding: 0 0 .5rem; }
        th, td { text-align: left; vertical-align: top; padding: .6rem 1rem .6rem 0; border-bottom: 1px solid var(--line); }
        thead th { color: var(--muted); font-weight: 600; font-size: .85rem; border-bottom-color: var(--bar); }
        tbody th { font-weight: 600; }
        td ul { margin: 0; padding-left: 1.1rem; }
        td small, th small { display: block; color: var(--muted); font-size: .875em; font-weight: 400; }
        .place { min-width: 12rem; }
        .num { font-variant-numeric: tabular-nums; white-space: nowrap; }
        .tag { display: inline-block; border: 1px solid currentColor; border-radius: 1em; padding: 0 .6em; font-size: .85em; font-weight: 600; white-space: nowrap; color: var(--muted); }
        .tag.strong { color: var(--accent); }
        .tag.loud { color: var(--paper); background: var(--accent); border-color: var(--accent); }
        .same th, .same td, .same td b { color: var(--muted); font-weight: 400; }
        .compare { table-layout: fixed; }
        .compare thead th:first-child { width: 9.5rem; }
        .meter { display: block; width: 70px; height: 10px; margin: .4em 0 .2em; }
        .chart { overflow-x: auto; margin: 1rem 0; }
        .chart svg { display: block; width: 100%; min-width: 40rem; height: auto; }
        svg text { font: 13px system-ui, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif; fill: var(--ink); }
        svg .soft { fill: var(--muted); }
        svg .label { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
        svg .bold { font-weight: 650; }
        svg .end { text-anchor: end; }
        svg .mid { text-anchor: middle; }
        svg .grid { stroke: var(--line); stroke-width: 1; }
        svg .axis { stroke: var(--bar); stroke-width: 1; }
        svg .against { fill: var(--paper); stroke: var(--accent); stroke-width: 1.5; }
        svg .way { stroke: var(--soft); stroke-width: 4; }
        svg .bar { fill: var(--bar); }
        svg .on { fill: var(--accent); }
        svg .off { fill: var(--line); }
        svg .ring { fill: var(--paper); stroke: var(--ink); stroke-width: 2; }
        svg .today { stroke: var(--accent); stroke-width: 1.5; stroke-dasharray: 4 3; }
        svg .accent { fill: var(--accent); }
        @media (max-width: 44rem) {
          main, header.top, footer { padding-left: 1rem; padding-right: 1rem; }
          header.top { padding-top: 2rem; }
          h1 { font-size: 1.6rem; }
          table, caption, tbody, tr, th, td { display: block; width: auto; }
          thead { display: none; }
          tr { border-bottom: 1px solid var(--bar); padding: .75rem 0; }
          th, td { border: 0; padding: .2rem 0; }
          td[data-label]::before { content: attr(data-label); display: block; color: var(--muted); font-size: .85rem; }
        }
        @media print {
          @page { margin: 16mm; }
          body { font-size: 9.5pt; }
          main, header.top, footer { max-width: none; padding: 0; }
          header.top { padding-top: 0; }
          h2 { margin-top: 2rem; }
          h2, h3, caption { break-after: avoid; }
          tr, svg, .verdict { break-inside: avoid; }
          .chart { overflow: visible; }
          .chart svg { min-width: 0; }
          a { color: inherit; }
        }

        """;

    /// <summary>
    /// What a page in an editor adds: the colours of the editor's theme under the names that VS Code gives them. A theme of high contrast has no washes; there, lines carry what
    /// colour carries elsewhere.
    /// </summary>
    public const string Editor =
        """
        :root {
          --ink: var(--vscode-editor-foreground); --muted: var(--vscode-descriptionForeground); --paper: var(--vscode-editor-background); --accent: var(--vscode-textLink-foreground);
          --line: var(--vscode-editorWidget-border, var(--vscode-panel-border)); --wash: var(--vscode-textBlockQuote-background); --bar: var(--vscode-panel-border);
          --soft: var(--vscode-editor-selectionBackground);
        }
        html { font-size: calc(var(--vscode-font-size) * 1.08); }
        body { padding: 0; font-family: var(--vscode-font-family); font-size: 1rem; }
        main, header.top, footer { max-width: 66rem; margin-left: 0; margin-right: 0; }
        header.top { padding-top: 1.5rem; }
        a:focus-visible, .chart:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
        a:hover { color: var(--vscode-textLink-activeForeground); }
        h2 { margin-top: 2.5rem; }
        main > section:first-child > h2 { margin-top: 1.5rem; padding-top: 0; border-top: 0; }
        code { color: inherit; background: none; padding: 0; font-family: var(--vscode-editor-font-family); }
        svg text { font-family: var(--vscode-font-family); }
        svg .axis { stroke: var(--muted); }
        svg .off { fill: var(--vscode-editorIndentGuide-background1, var(--line)); }
        .vscode-high-contrast, .vscode-high-contrast-light { --line: var(--vscode-contrastBorder); --bar: var(--vscode-contrastBorder); --soft: var(--vscode-contrastBorder); --muted: var(--vscode-editor-foreground); }
        .vscode-high-contrast svg .off, .vscode-high-contrast-light svg .off { fill: none; stroke: var(--vscode-editor-foreground); stroke-width: .75; }
        .vscode-high-contrast svg .grid, .vscode-high-contrast-light svg .grid { stroke-dasharray: 1 4; }
        .vscode-high-contrast svg .bar, .vscode-high-contrast-light svg .bar { fill: none; stroke: var(--vscode-editor-foreground); }
        .vscode-high-contrast .verdict, .vscode-high-contrast-light .verdict { border: 1px solid var(--vscode-contrastBorder); border-left: 4px solid var(--accent); }

        """;
}
