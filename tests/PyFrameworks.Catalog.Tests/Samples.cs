using PyFrameworks.Testing;

namespace PyFrameworks.Catalog.Tests;

/// <summary>Made-up entries, so that tests don't change with the catalog.</summary>
internal static class Samples
{
    /// <summary>Only the keys that have to be there.</summary>
    public const string Small = CatalogMistakes.Kelp;

    /// <summary>Every key there is.</summary>
    public const string Full = """
        # yaml-language-server: $schema=../schema/framework.schema.json
        id: tide.py
        name: Tide
        summary: full-stack framework, ASGI and WSGI
        about: >
          Good at "quotes" and C:\back\slashes,
          for whom é and 😀 are everyday.
        kind: addon
        on: kelp
        interfaces: [asgi, wsgi]
        async: {support: partial, detail: Views may be async., plain-handlers: thread-pool}
        distribution: Tide.PY
        aliases: [tide_classic]
        imports: [tide, tide_ext.core]
        serving-modules: [tide.web]
        implied-by:
          - {distribution: Tide-SQLAlchemy, import: tide_sqlalchemy}
          - {distribution: tide-plugin-*, import: tide_plugin_*}
          - {distribution: Tides.*, import: Tides.*}
          - {distribution: tide-silent, self-loading: true}
        markers:
          - {path: "*/tide.cfg", contains: "[tide]\n", strong: true}
          - {path: tide_data/**}
        sources:
          changes: {title: Tide changes, url: "https://tide.example/changes"}
          policy: {title: "Tide's policy", url: "https://tide.example/policy?a=1&b=2#x"}
        releases:
          - {series: "2.0", released: 2025-01-31, end-of-life: 2027-01-31, derived: true, lts: true, latest: 2.0.3, latest-released: 2025-06-30, python: ">=3.9, <3.14, !=3.10.*", source: changes}
          - {series: 1.10, source: policy}
        support-policy: Two years each.
        lifecycle: {status: maintenance, evidence: Fixes only since 2026., source: policy}
        batteries:
          orm: {level: third-party, what: Tide-SQLAlchemy, names: [tide_sqlalchemy.Model], source: changes}
          admin: {level: none, source: changes}
        needs:
          rest-api: {score: -2, reason: Not made for it., source: policy}
          async: {score: 2, reason: Made for it., source: changes}
        watch-outs:
          - {text: "Mind the gap: it is wide.", source: policy}
        relatives: [kelp]
        successor: kelp
        concepts:
          app-object: {api: "app = Tide(__name__)  # {braces}", names: [tide.Tide]}
          session: {api: none}
        migrations:
          - {to: kelp, effort: medium, steps: [Rename, "Test, then ship"], source: policy}
        code:
          app-constructors: [tide.Tide]
          sub-app-constructors: [tide.Pool]
          route-decorators: [route, get]
          route-functions: [tide.expose]
          route-calls: [tide.urls.path, add_route]
          handler-bases: [tide.web.View]
          handler-methods: [on_get]
          json-names: [tide.Json]
          wsgi-names: [tide.wsgi.App]
          asgi-names: [tide.asgi.App]
        usage:
          error-handler:
            decorators: [tide.error, errorhandler]
            calls: [add_error_handler]
            bases: [tide.errors.Handler]
            methods: [on_error]
            names: [tide.abort]
            written: [self.abort]
            settings: [HANDLERS]
            assignments: [handler404]
            action-files: ["**/errors/*.py"]
            pairs: true
            source: changes
          orm: {bases: [tide.db.Model], source: policy}
        limit: {code-lines: 500, route-modules: 1, source: policy}
        ecosystem-note: Few people know it.
        links: {homepage: "https://tide.example/", documentation: "https://tide.example/docs", repository: "https://tide.example/git", changelog: "https://tide.example/changes"}
        checked: 2026-05-01
        review-by: 2026-11-01

        """;

    /// <summary>Every companion there is.</summary>
    public const string Companions = """
        sources:
          docs: {title: Documentation, url: "https://docs.example/"}
        checked: 2026-05-01
        review-by: 2026-11-01
        servers:
          - {id: wave, name: Wave, distribution: Wave, interfaces: [asgi, wsgi], default: asgi, commands: [wave], options: [{text: --interface wsgi, interface: wsgi}], chosen-by-command: true, note: Fast., source: docs}
        adapters:
          - {distribution: wave-adapter, api: wave.WsgiToAsgi, from: wsgi, to: asgi, source: docs}
        libraries:
          - {id: slow, distributions: [Slow_Lib], imports: [slow], calls: [slow.get], clients: [slow.Client], methods: [run], makers: [cursor], made-methods: [fetch], why: it waits, counterparts: [{distribution: fast, import: fast, note: Client}, {import: asyncio}], source: docs}
        heavy:
          - {name: Number, imports: [number.crunch], methods: [fit], light: [zero], source: docs}
        queues:
          - {distribution: Wave_Queue, source: docs}
        orms:
          - {name: Table, distributions: [Table_ORM], names: [table.Model], source: docs}
        sets:
          - {frameworks: [kelp], threshold: 1, alternatives: [tide.py], source: docs, roles: {orm: {title: ORM, distributions: [Kelp-ORM]}}}
        replacements:
          - {distribution: Kelp_Login, framework: tide.py, use: tide.login.Login, note: Tide brings it, source: docs}
        distributions:
          - {name: Kelb, problem: is a look-alike of kelp, use-instead: kelp, source: docs}
        pythons:
          - {version: "3.14", released: 2025-10-07, end-of-life: 2030-10-31, source: docs}
          - {version: "3.13", released: 2024-10-07, end-of-life: 2029-10-31, source: docs}
        signals:
          - {need: realtime, distributions: [websockets], imports: [websockets], async-functions: 3, because: serves WebSockets, source: docs}

        """;
}
