using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;

namespace PyFrameworks.Rules;

/// <summary>A library for WebSockets or server push beside a framework that knows WSGI alone.</summary>
[Rule("PF305", "realtime-on-wsgi", Severity.Information, Explanation = """
    ## What it looks at

    Libraries that serve WebSockets or push events to browsers (Flask-SocketIO, Flask-Sock, gevent-websocket), declared for run time or imported by application code,
    in a project all of whose frameworks serve WSGI and nothing else. Clients, such as the `websocket-client` distribution, don't count.

    ## Why it matters

    WSGI ends with the answer. A connection that stays open holds a worker, or with gevent a greenlet, for as long as it lasts, and it goes past the framework's own
    sessions, hooks and error handlers.

    ## When to ignore it

    When few connections are open at a time, or the server is set up for them (gevent workers, or a process of its own for the sockets).

    ## Fires

    ```
    flask
    flask-socketio
    ```

    ```python
    from flask import Flask
    from flask_socketio import SocketIO

    app = Flask(__name__)
    socketio = SocketIO(app)
    ```

    ## Stays silent

    ```
    quart
    websockets
    ```

    ```python
    from quart import Quart, websocket

    app = Quart(__name__)

    @app.websocket("/feed")
    async def feed():
        await websocket.send("ok")
    ```

    ## Sources

    - WSGI (PEP 3333): https://peps.python.org/pep-3333/
    - Quart on WebSockets: https://quart.palletsprojects.com/en/latest/how_to_guides/websockets.html
    - Flask-SocketIO on deployment: https://flask-socketio.readthedocs.io/en/latest/deployment.html
    """)]
internal sealed class RealtimeOnWsgi : IRule
{
    public static IEnumerable<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken)
    {
        var signals = RealtimeLibraries.Signals(project);
        var importing = RealtimeLibraries.ImportingModules(project);
        var where = importing > 0 ? $", in {Say.Count(importing, "module")}" : "";
        foreach (var (name, at) in RealtimeLibraries.BesideWsgi(project))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var use = project.Primaries.First();
            var others = use.Framework.Relatives.Select(project.Catalog.Find).OfType<Framework>()
                .Where(other => other.Kind != FrameworkKind.Addon && other.Needs.Any(need => need is { Need: "realtime", Score: 2 }) && Lifecycles.IsAlive(other, project.Today))
                .Select(other => other.Name).Take(2).ToList();
            var better = others.Count > 0 ? $"{Say.List(others, "or")} {(others.Count > 1 ? "have" : "has")} WebSockets built in" : "an ASGI framework has WebSockets built in";
            yield return new(
                at,
                $"{name} keeps connections open{where}, and {use.Framework.Name} is a WSGI framework: each holds a worker or greenlet for as long as it lasts. "
                + $"{char.ToUpperInvariant(better[0])}{better[1..]}; with few connections, or a server set up for them (gevent), it serves well as it is")
            {
                FrameworkId = use.Framework.Id,
                Claims = [Claim.Of(use.Framework), .. signals.Select(signal => Claim.Of(signal.Source))],
                Related = use.Anchor == at ? [] : [new RelatedPlace(use.Anchor, $"{use.Framework.Name} serves WSGI and nothing else")],
            };
        }
    }
}
