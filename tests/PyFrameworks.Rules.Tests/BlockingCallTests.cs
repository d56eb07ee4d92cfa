using PyFrameworks.Catalog;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Testing;
using static PyFrameworks.Rules.Tests.RuleChecks;

namespace PyFrameworks.Rules.Tests;

/// <summary>PF301 and PF302.</summary>
public sealed class BlockingCallTests
{
    private const string FastApi = "#- app.py\nimport asyncio, time, requests, sqlite3\nfrom fastapi import FastAPI\napp = FastAPI()\n";

    [Fact]
    public void Blocking_call_in_an_endpoint()
    {
        var finding = Assert.Single(CheckFindings("""
            #- app.py
            import time
            from fastapi import FastAPI
            app = FastAPI()
            @app.get("/")
            async def index():
                time.sleep(1)
                ^^^^^^^^^^ PF301 time.sleep() runs on the event loop, in async def index: it puts the thread to sleep. Use await asyncio.sleep(), or hand it to a thread (asyncio.to_thread); it does no harm where no other request shares the loop
            """));
        Assert.Equal(["index runs on the event loop"], finding.Related.Select(place => place.Message));
        Assert.Equal("fastapi", finding.FrameworkId);
    }

    [Theory]
    [InlineData("from time import sleep as nap\n‹nap›(1)", "nap() (time.sleep)")]
    [InlineData("import time as t\n‹t.sleep›(1)", "t.sleep() (time.sleep)")]
    [InlineData("from time import sleep\nif x:\n  for y in z: ‹sleep›(1)", "sleep() (time.sleep)")]
    [InlineData("import time\nprint(f'é😀{‹time.sleep›(1)}')", "time.sleep()")]
    public void Call_is_found_through_aliases(string body, string name)
    {
        var lines = body.Split('\n');
        var text = $"from fastapi import FastAPI\napp = FastAPI()\n{lines[0]}\nasync def job():\n{string.Join('\n', lines[1..].Select(line => $"  {line}"))}\n";
        var found = Assert.Single(FindMarked(text));
        Assert.StartsWith($"{name} runs on the event loop, in async def job", found.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\uFEFF# é😀\nfrom fastapi import FastAPI\nfrom time import sleep as nap\nasync def f():\n\tx = 'é😀'; ‹nap›(1)\n")]
    [InlineData("\uFEFF# é😀\r\nfrom fastapi import FastAPI\r\nfrom time import sleep as nap\r\nasync def f():\r\n\tx = 'é😀'; ‹nap›(1)\r\n")]
    public void Place_is_exact(string text) => FindMarked(text);

    [Theory]
    [InlineData("async def f():\n    await asyncio.to_thread(time.sleep, 1)")]
    [InlineData("async def f():\n    await asyncio.to_thread(lambda: time.sleep(1))")]
    [InlineData("async def f(loop):\n    await loop.run_in_executor(None, requests.get, 'x')\n    await loop.run_in_executor(None, lambda: requests.get('x'))")]
    [InlineData("from asgiref.sync import sync_to_async\nasync def f():\n    await sync_to_async(requests.get)('x')")]
    [InlineData("from starlette.concurrency import run_in_threadpool\nasync def f():\n    await run_in_threadpool(requests.get, 'x')")]
    [InlineData("import anyio\nasync def f():\n    await anyio.to_thread.run_sync(time.sleep, 1)\n    await anyio.to_thread.run_sync(lambda: time.sleep(1))")]
    [InlineData("from functools import partial\nasync def f():\n    await asyncio.to_thread(partial(requests.get, 'x'))")]
    [InlineData("async def f():\n    def work():\n        time.sleep(1)\n    await asyncio.to_thread(work)")]
    [InlineData("async def f():\n    @sync_to_async\n    def work():\n        time.sleep(1)\n    await work()")]
    [InlineData("async def f():\n    def chunks():\n        yield time.sleep(1)\n    return StreamingResponse(chunks())")]
    [InlineData("async def f():\n    return lambda: time.sleep(1)")]
    [InlineData("def f():\n    time.sleep(1)")]
    [InlineData("@app.get('/')\ndef f():\n    time.sleep(1)")]
    [InlineData("async def f(time):\n    time.sleep(1)")]
    [InlineData("async def f(requests: dict):\n    return requests.get('x')")]
    [InlineData("async def f(client):\n    await client.sleep(1)\n    await time.sleep(1)")]
    [InlineData("async def f():\n    return time.time()")]
    [InlineData("async def f(x=time.sleep(1)): pass")]
    [InlineData("async def f():\n    session = requests.Session()\n    await asyncio.to_thread(session.get, 'x')")]
    [InlineData("async def f():\n    session = requests.Session()\n    session.headers.update({})\n    return session")]
    [InlineData("async def lifespan(app):\n    time.sleep(1)\n    yield")]
    [InlineData("@app.on_event('startup')\nasync def load():\n    time.sleep(1)")]
    public void What_does_not_run_on_the_loop_is_silent(string code) => CheckFindings(FastApi + code + "\n");

    [Fact]
    public void Function_that_is_called_where_it_is_defined() => CheckFindings("""
        #- app.py
        import time
        import fastapi
        async def f():
            def work():
                time.sleep(1)
                ^^^^^^^^^^ PF301 time.sleep() runs on the event loop, in async def f: …
            work()
        """);

    [Fact]
    public void Calls_on_one_object_are_one_finding()
    {
        var finding = Assert.Single(CheckFindings("""
            #- app.py
            import requests
            from fastapi import FastAPI
            async def f():
                with requests.Session() as session:
                     ^^^^^^^^^^^^^^^^ PF301 requests.Session() runs on the event loop, in async def f (2 more calls on the same object): it waits for every answer. Use httpx.AsyncClient, or…
                    session.get("x")
                    session.post("x")
                    session.close()
            """));
        Assert.Equal(["f runs on the event loop", "session.get() waits, too", "session.post() waits, too"], finding.Related.Select(place => place.Message));
    }

    [Fact]
    public void Object_made_elsewhere_carries_it_on_its_first_call() => CheckFindings("""
        #- app.py
        import requests, sqlite3
        from fastapi import FastAPI
        session = requests.Session()
        class Store:
            def __init__(self):
                self.db = sqlite3.connect("x")
            async def get(self):
                return self.db.execute("select 1"), self.db.execute("select 2")
                       ^^^^^^^^^^^^^^^ PF301 self.db.execute() runs on the event loop, in async def get (1 more call on the same object): …
        async def f(other: requests.Session):
            session.get("x")
            ^^^^^^^^^^^ PF301 session.get() runs…
            other.post("x")
            ^^^^^^^^^^ PF301 other.post() runs…
            requests.Session().get("x")
            ^^^^^^^^^^^^^^^^ PF301 requests.Session() runs…
        """);

    [Theory]
    [InlineData("from typing import Annotated\nimport requests\nasync def f(s: Annotated[requests.Session, Depends(session)]):\n  return ‹s.get›('é😀')\n")]
    [InlineData("from typing_extensions import Annotated as A\nfrom requests import Session\nasync def f(x: int, s: A[\n    Session,\n    Depends(session),\n  ] = None):\n  return ‹s.get›('x')\n")]
    [InlineData("from typing import Annotated\nimport requests\nSession = Annotated[requests.Session, Depends(session)]\nasync def f(s: Session):\n  return ‹s.get›('x')\n")]
    public void A_parameter_is_known_by_what_its_annotation_names(string code) =>
        Assert.StartsWith("s.get() runs on the event loop, in async def f: it waits", Assert.Single(FindMarked("from fastapi import Depends\n" + code)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("async def f(s: Annotated[AsyncClient, Depends(requests.Session)]): await s.get('x')")]
    [InlineData("async def f(s: Annotated['requests.Session', Depends(x)]): s.get('x')")]
    [InlineData("async def f(s: Annotated[requests.Session | None, Depends(x)]): s.get('x')")]
    [InlineData("async def f(s: List[requests.Session]): s.get('x')")]
    [InlineData("from shop import Annotated\nasync def f(s: Annotated[requests.Session, x]): s.get('x')")]
    [InlineData("S = Annotated[requests.Session, x]\nasync def f(S): S.get('x')")]
    [InlineData("async def f(s: Annotated[requests.Session, x]):\n    s = other(s)\n    s.get('x')")]
    public void What_an_annotation_leaves_open_is_silent(string code) => CheckFindings(FastApi + "from typing import Annotated, List\n" + code + "\n");

    [Fact]
    public void A_cursor_belongs_to_the_connection_that_gave_it()
    {
        var finding = Assert.Single(CheckFindings("""
            #- app.py
            import sqlite3
            from fastapi import FastAPI
            async def f():
                con = sqlite3.connect("é😀")
                      ^^^^^^^^^^^^^^^ PF301 sqlite3.connect() runs on the event loop, in async def f (3 more calls on the same object or on what it gave): …
                with con.cursor() as cur:
                    cur.execute("select 1")
                    return cur.fetchall()
            """));
        Assert.Equal(["f runs on the event loop", "con.cursor() waits, too", "cur.execute() waits, too", "cur.fetchall() waits, too"], finding.Related.Select(place => place.Message));
    }

    [Fact]
    public void A_cursor_that_was_made_elsewhere_carries_it_on_its_first_call() => CheckFindings("""
        #- app.py
        import sqlite3
        from fastapi import FastAPI
        con = sqlite3.connect("x")
        cur = con.cursor()
        async def f():
            cur.execute("select 1")
            ^^^^^^^^^^^ PF301 cur.execute() runs on the event loop, in async def f (1 more call on the same object or on what it gave): …
            return cur.fetchall()
        """);

    [Theory]
    [InlineData("con = connect()\ncur = con.cursor()\nasync def f(): cur.execute('x')")]
    [InlineData("con = sqlite3.connect('x')\ncur = con.cursor()\nasync def f(cur): cur.execute('x')")]
    [InlineData("con = sqlite3.connect('x')\ncur = con.cursor()\ncur = wrap(cur)\nasync def f(): cur.execute('x')")]
    [InlineData("con = sqlite3.connect('x')\ncur = con.cursor()\nasync def f(): return cur.description")]
    [InlineData("con = sqlite3.connect('x')\nrow = con.total_changes()\nasync def f(): row.execute('x')")]
    [InlineData("con = sqlite3.connect('x')\ncur = con.cursor()\nasync def f(): await asyncio.to_thread(cur.execute, 'x')")]
    public void A_cursor_of_which_nobody_can_tell_is_silent(string code) => CheckFindings(FastApi + code + "\n");

    [Fact]
    public void Handlers_of_frameworks_without_a_pool_are_looked_at_without_async() => CheckFindings("""
        #- base.py
        from tornado.web import RequestHandler
        class Base(RequestHandler): pass
        #- app.py
        import time
        import tornado.web
        from tornado.concurrent import run_on_executor
        from base import Base
        class Main(Base):
            def get(self):
                time.sleep(1)
                ^^^^^^^^^^ PF301 time.sleep() runs on the event loop, in the handler get: …
            @run_on_executor
            def post(self):
                time.sleep(1)
            def helper(self):
                time.sleep(1)
        class Other:
            def get(self):
                time.sleep(1)
        app = tornado.web.Application([("/", Main)])
        """);

    [Fact]
    public void Plain_Sanic_handler() => CheckFindings("""
        #- app.py
        from time import sleep
        from sanic import Sanic
        app = Sanic("x")
        @app.get("/")
        def index(request):
            sleep(1)
            ^^^^^ PF301 sleep() (time.sleep) runs on the event loop, in the handler index: …
        def helper():
            sleep(1)
        """);

    [Theory]
    [InlineData("from flask import Flask\napp = Flask(__name__)")]
    [InlineData("from django.urls import path")]
    [InlineData("import falcon\napp = falcon.App()")]
    [InlineData("import asyncio")]
    public void Projects_without_an_async_framework_are_silent(string head) =>
        Assert.DoesNotContain("PF301", Codes($"#- app.py\nimport time\n{head}\nasync def f():\n    time.sleep(1)\n"), StringComparison.Ordinal);

    [Fact]
    public void Tests_and_scripts_with_a_loop_of_their_own_are_silent() => CheckFindings("""
        #- app.py
        from fastapi import FastAPI
        app = FastAPI()
        #- tests/test_app.py
        import time
        async def test(): time.sleep(1)
        #- load.py
        import asyncio, time
        async def main(): time.sleep(1)
        asyncio.run(main())
        """);

    [Fact]
    public void Module_of_the_project_hides_the_library() => CheckFindings("""
        #- requests.py
        def get(url): return url
        #- app.py
        import requests
        from fastapi import FastAPI
        async def f(): requests.get("x")
        """);

    [Fact]
    public void Library_that_helpers_call_beside_an_async_framework()
    {
        var finding = Assert.Single(CheckFindings("""
            #- requirements.txt
            fastapi
            requests>=2
            ^^^^^^^^ PF302 2 calls of requests outside async functions, in 1 module, hold up the event loop of FastAPI whenever async code reaches them: it waits for every answer. httpx.AsyncClient would not; nothing needs to change where only plain endpoints, workers or threads do
            #- app.py
            from fastapi import FastAPI
            import helpers
            app = FastAPI()
            @app.get("/")
            async def index(): pass
            #- script.py
            import requests
            requests.get("x")
            #- helpers.py
            import requests
            def fetch(): return requests.get("x")
            def more(): return requests.get("y")
            """));
        Assert.Equal(
            [("helpers.py", "requests.get() waits"), ("helpers.py", "requests.get() waits"), ("requirements.txt", "FastAPI runs requests on an event loop")],
            finding.Related.Select(place => (place.At.Path, place.Message)));
    }

    [Theory]
    [InlineData("import more\nasync def f(): return more.load()\n#- more.py\nimport requests\nsession = requests.Session()\ndef load(): return session.get('x')\n")]
    [InlineData("async def f(): return load()\ndef load():\n    return requests.get('é😀')\n")]
    [InlineData("from store import load as read\nasync def f(): return read()\n#- store.py\nfrom requests import get\ndef load(): return get('x')\n")]
    public void Helpers_that_async_code_reaches(string code) => Assert.Equal("PF302 information", Codes($"#- requirements.txt\nfastapi\nrequests\n{FastApi}{code}"));

    [Theory]
    [InlineData("@app.get('/')\nasync def f():\n    pass\n")]
    [InlineData("@app.get('/')\nasync def f():\n    await asyncio.to_thread(requests.get, 'x')\n")]
    [InlineData("@app.get('/')\ndef f():\n    requests.get('x')\n@app.get('/health')\nasync def health(): pass\n")]
    [InlineData("def f():\n    requests.get('x')\n")]
    [InlineData("def f():\n    requests.get('x')\nasync def g():\n    await asyncio.to_thread(f)\n")]
    [InlineData("async def g():\n    await asyncio.to_thread(more.f)\n#- more.py\nimport requests\ndef f(): requests.get('x')\n#- use.py\nimport asyncio, more\nasync def g(): await asyncio.to_thread(more.f)\n")]
    [InlineData("#- tests/test_app.py\nimport requests\ndef test(): requests.get('x')\n#- more.py\nasync def f(): pass\n")]
    public void Library_whose_calls_can_not_hold_up_the_loop_is_silent(string code) => CheckFindings($"#- requirements.txt\nfastapi\nrequests\n{FastApi}{code}");

    [Fact]
    public void Library_all_of_whose_calls_are_named_is_silent() =>
        Assert.Equal("PF301 information", Codes($"#- requirements.txt\nfastapi\nrequests\n{FastApi}session = requests.Session()\nasync def f():\n    session.get('x')\n"));

    [Theory]
    [InlineData("#- requirements.txt\nfastapi\n#- requirements-dev.txt\nrequests\n")]
    [InlineData("#- requirements.txt\nflask\nrequests\n")]
    public void Undeclared_library_or_another_framework_is_silent(string requirements) =>
        CheckFindings($"{requirements}#- app.py\nimport requests\nfrom {(requirements.Contains("flask", StringComparison.Ordinal) ? "flask" : "fastapi")} import x\ndef f(): requests.get('x')\nasync def g(): pass\n");

    [Fact]
    public void Async_add_on_makes_no_async_project()
    {
        var projects = TestProjects.Parse("""
            #- requirements.txt
            django
            channels
            redis
            #- manage.py
            import os
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
            #- store.py
            import redis
            def load(): return redis.Redis().get("x")
            #- consumers.py
            import redis, store
            from channels.generic.websocket import AsyncWebsocketConsumer
            class Feed(AsyncWebsocketConsumer):
                async def connect(self): return redis.Redis().get("x")
            """, FrameworkCatalog.BuiltIn).Projects;
        Assert.Equal(["PF301"], projects.SelectMany(project => RuleSet.Check(project, CancellationToken.None)).Select(finding => finding.Code));
    }

    /// <summary>The findings of one file, whose places are those that <c>‹…›</c> marks.</summary>
    private static List<Finding> FindMarked(string text)
    {
        var marks = new List<TextSpan>();
        var plain = text;
        while (plain.IndexOf('‹', StringComparison.Ordinal) is >= 0 and var start)
        {
            var end = plain.IndexOf('›', StringComparison.Ordinal) - 1;
            plain = plain.Replace("‹", "", StringComparison.Ordinal).Replace("›", "", StringComparison.Ordinal);
            marks.Add(TextSpan.FromBounds(start, end).Shift(plain[0] == '\uFEFF' ? -1 : 0));
        }

        var project = TestProjects.FromFiles([("app.py", plain)]);
        var findings = RuleSet.Check(project, CancellationToken.None).ToList();
        Assert.Equal(marks, findings.Select(finding => finding.At.Span));
        return findings;
    }
}
