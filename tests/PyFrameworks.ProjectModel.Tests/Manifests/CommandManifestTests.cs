using static PyFrameworks.ProjectModel.Tests.Manifests.Reading;

namespace PyFrameworks.ProjectModel.Tests.Manifests;

public sealed class CommandManifestTests
{
    [Theory]
    [InlineData("web: gunicorn app:app --log-file -\r\nworker:\tcelery # é 😀\r\n", "gunicorn app:app --log-file -|celery # é 😀")]
    [InlineData("# web: no\nnothing\nweb:\n:x\n", "")]
    public void Procfile(string content, string expected) => Check("Procfile", content, expected);

    [Theory]
    [InlineData("FROM x\r\n# é 😀\r\nCMD gunicorn app:app\r\n", "gunicorn app:app")]
    [InlineData("ENTRYPOINT [\"uvicorn\", \"app:app\"]\ncmd[\"--port\", \"80\"]", "[\"uvicorn\", \"app:app\"]|[\"--port\", \"80\"]")]
    [InlineData("CMD gunicorn \\\n  # é\n\n  app:app \\\n  --reload\nRUN x", "gunicorn \\\n  # é\n\n  app:app \\\n  --reload")]
    [InlineData("# note \\\nCMD x", "x")]
    [InlineData("HEALTHCHECK --interval=5m \\\n  CMD curl x\nCMD y", "y")]
    [InlineData("CMDX y\nCMD\nENTRYPOINTS", "")]
    [InlineData("RUN cat <<EOF\nCMD no\nEOF\nCMD yes", "yes")]
    [InlineData("RUN cat <<-'E'\nCMD no\n\tE\nCMD yes", "yes")]
    [InlineData("RUN cat <<EOF\nCMD yes", "yes")]
    [InlineData("CMD x \\", "x \\")]
    public void Dockerfile(string content, string expected)
    {
        Check("Dockerfile", content, expected);
        Check("docker/Dockerfile.web", content, expected);
    }

    [Theory]
    [InlineData("services:\r\n  é😀:\r\n    command: gunicorn app:app # no\r\n    image: x\r\n", "gunicorn app:app")]
    [InlineData("services:\n  web:\n    command: [\"uvicorn\", \"é😀:app\"]\n    entrypoint: 'sh -c'\n", "[\"uvicorn\", \"é😀:app\"]|'sh -c'")]
    [InlineData("services:\n  web:\n    command:\n      - uvicorn # é\n      - app:app\n    # note\n\n    image: x\n", "- uvicorn # é\n      - app:app")]
    [InlineData("services:\n  web:\n    command: >\n      gunicorn\n      app:app\n\n    image: command\n", ">\n      gunicorn\n      app:app")]
    [InlineData("services:\n  web:\n    command: *other\n    image: x\n    command: y\n", "y")]
    [InlineData("services:\n  web:\n    command:\n    image: x\n", "")]
    [InlineData("services:\n  web:\n    environment: {a: command, b: [command, x]}\n", "")]
    [InlineData("a:\n  command: x\n{{ y }}\n  : - [", "x")]
    public void Compose(string content, string expected) => Check("deploy/docker-compose.prod.yml", content, expected);

    [Theory]
    [InlineData("[")]
    [InlineData("[{")]
    [InlineData("a: {")]
    public void Deep_nesting_ends_the_reading(string opening) =>
        Check("compose.yml", $"web: {{command: x}}\ny: {string.Concat(Enumerable.Repeat(opening, 100_000))}", "x");

    [Theory]
    [InlineData("Procfile", true)]
    [InlineData("a/Containerfile", true)]
    [InlineData("web.Dockerfile", true)]
    [InlineData("compose.yaml", true)]
    [InlineData("compose-dev.yml", true)]
    [InlineData("composer.yml", false)]
    [InlineData("Procfile.md", false)]
    [InlineData("deps/main.txt", false)]
    [InlineData("requirements_versions.txt", true)]
    [InlineData("reqs/base.in", true)]
    [InlineData("requirements/base.txt", true)]
    [InlineData("requirements.md", false)]
    [InlineData("dev-Constraints.in", true)]
    public void Files_are_claimed_by_name(string path, bool isClaimed) => Assert.Equal(isClaimed, FileReader.IsClaimed(path));

    [Fact]
    public void Every_beginning_of_a_file_can_be_read()
    {
        CheckPrefixes("Dockerfile", "FROM é😀\r\nRUN <<EOF\r\nx\r\nEOF\r\nCMD a \\\r\n  # b\r\n  c\r\nENTRYPOINT [\"d\", \"e\"]\r\n");
        CheckPrefixes("compose.yml", "x: &a {command: [a, b]}\r\nservices:\r\n  é😀:\r\n    <<: *a\r\n    command: >-\r\n      é 😀\r\n      b\r\n    entrypoint:\r\n      - \"c\\u0020d\"\r\n      - [e]\r\n    k: !!str |\r\n     command: x\r\n");
    }

    private static void Check(string path, string content, string expected)
    {
        var manifest = Read(path, content);
        Assert.Equal(expected, string.Join('|', manifest.Commands.Select(command => command.Text)));
        Assert.Empty(manifest.Problems);
        CheckSpans(manifest);
    }
}
