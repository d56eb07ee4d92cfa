using static PyFrameworks.Catalog.Reading.Grammar;
using static PyFrameworks.Catalog.Reading.Shape;

namespace PyFrameworks.Catalog.Reading;

/// <summary>The keys of <c>catalog/companions/*.yaml</c>; each file holds some of them.</summary>
internal static class CompanionGrammar
{
    public static RecordShape File { get; } = Record(
        Sources,
        new("checked", Of(Form.Date), "The day on which everything in the file was last checked.", isRequired: true),
        new("review-by", Of(Form.Date), "After this day its claims are shown as last checked; half a year after checked.", isRequired: true),
        new("servers", List(Record(
            new("id", Of(Form.Identifier), "Lower-case identifier.", isRequired: true),
            new("name", Of(Form.Prose), "The name as its authors write it.", isRequired: true),
            new("distribution", Of(Form.Distribution), "Its distribution.", isRequired: true),
            new("interfaces", List(Word(Interfaces), least: 1), "What it can serve at all, the default first.", isRequired: true),
            new("default", Word(Interfaces), "What it serves without an option.", isRequired: true),
            new("commands", List(Form.Verbatim), "Names of its programs."),
            new("options", List(Record(
                new("text", Of(Form.Verbatim), "Text in the command: \"--interface wsgi\".", isRequired: true),
                new("interface", Word(Interfaces), "What it serves then.", isRequired: true))), "Options that choose another interface."),
            new("chosen-by-command", Of(Form.Flag), "Whether a declaration without a command can't tell the interface."),
            new("note", Of(Form.Prose), "One sentence."),
            Source)), "Servers and what they can serve."),
        new("adapters", List(Record(
            new("distribution", Of(Form.Distribution), "Its distribution.", isRequired: true),
            new("api", Of(Form.Dotted), "The dotted name of the wrapper.", isRequired: true),
            new("from", Word(Interfaces), "What the application offers.", isRequired: true),
            new("to", Word(Interfaces), "What the server then sees.", isRequired: true),
            Source)), "Wrappers that let one interface be served as another."),
        new("libraries", List(Record(
            new("id", Of(Form.Identifier), "Lower-case identifier.", isRequired: true),
            new("distributions", List(Form.Distribution), "Its distributions; none for the standard library."),
            new("imports", List(Form.Dotted), "Its import names."),
            new("calls", List(Form.Dotted), "Dotted calls that block."),
            new("clients", List(Form.Dotted), "Dotted calls that don't block but give an object whose methods do."),
            new("methods", List(Form.Dotted), "Methods that block, of what the calls and clients give back."),
            new("makers", List(Form.Dotted), "Methods that give an object of its own, which waits as well: cursor of a connection."),
            new("made-methods", List(Form.Dotted), "Methods that block, of what the makers give."),
            new("why", Of(Form.Prose), "Why it blocks, in a clause.", isRequired: true),
            new("counterparts", List(Record(
                new("distribution", Of(Form.Distribution), "The distribution; leave it out for the standard library."),
                new("import", Of(Form.Dotted), "Its import name.", isRequired: true),
                new("note", Of(Form.Prose), "What to use of it, in a clause."))), "What to use in async code instead."),
            Source)), "Libraries whose calls block."),
        new("heavy", List(Record(
            new("name", Of(Form.Prose), "The name as its authors write it.", isRequired: true),
            new("imports", List(Form.Dotted, least: 1), "Dotted modules whose calls compute.", isRequired: true),
            new("methods", List(Form.Dotted), "Methods that compute, of the objects that these modules make."),
            new("light", List(Form.Dotted), "Last parts of calls that take no time to speak of."),
            Source)), "Libraries whose calls compute for long."),
        new("queues", List(Record(
            new("distribution", Of(Form.Distribution), "Its distribution.", isRequired: true),
            Source)), "Queues that hand work to other processes."),
        new("orms", List(Record(
            new("name", Of(Form.Prose), "The name as its authors write it.", isRequired: true),
            new("distributions", List(Form.Distribution, least: 1), "Its distributions.", isRequired: true),
            new("names", List(Form.Dotted, least: 1), "Dotted names whose use in code maps objects with it.", isRequired: true),
            Source)), "Libraries that map objects to tables."),
        new("sets", List(Record(
            new("frameworks", List(Form.Framework, least: 1), "The frameworks that it is about.", isRequired: true),
            new("threshold", Number(1, 20), "From how many roles on it is worth a word.", isRequired: true),
            new("alternatives", List(Form.Framework, least: 1), "Full-stack frameworks that bring these parts.", isRequired: true),
            new("roles", Table(null, Record(
                new("title", Of(Form.Prose), "What the role is called.", isRequired: true),
                new("distributions", List(Form.Distribution, least: 1), "The add-ons that fill it.", isRequired: true)), least: 1), "Roles and the add-ons that fill them.", isRequired: true),
            Source)), "Add-ons by which a micro-framework is made into a full-stack one."),
        new("replacements", List(Record(
            new("distribution", Of(Form.Distribution), "The add-on.", isRequired: true),
            new("framework", Of(Form.Framework), "The framework under which something else takes its place.", isRequired: true),
            new("use", Of(Form.Verbatim), "What to use there: a distribution or a dotted name.", isRequired: true),
            new("note", Of(Form.Prose), "What that is, in a clause."),
            Source)), "What takes the place of add-ons under other frameworks."),
        new("distributions", List(Record(
            new("name", Of(Form.Distribution), "The distribution that is not what people mean by it.", isRequired: true),
            new("problem", Of(Form.Prose), "What it is, as a clause: \"was renamed to litestar\".", isRequired: true),
            new("use-instead", Of(Form.Distribution), "The distribution to write.", isRequired: true),
            Source)), "Misnamed, renamed and merged distributions."),
        new("pythons", List(Record(
            new("version", Of(Form.Version), "\"3.14\".", isRequired: true),
            new("released", Of(Form.Date), "Day of its first release.", isRequired: true),
            new("end-of-life", Of(Form.Date), "First day without security fixes.", isRequired: true),
            Source)), "Python releases."),
        new("signals", List(Record(
            new("need", Word(NeedIds), "The need that it shows.", isRequired: true),
            new("distributions", List(Form.Distribution), "Distributions whose run-time declaration shows it."),
            new("imports", List(Form.Dotted), "Modules whose import in application code shows it."),
            new("async-functions", Number(0, 1_000_000), "From how many async functions on; 0 where they play no part."),
            new("because", Of(Form.Prose), "What it shows, as a clause: \"serves WebSockets\".", isRequired: true),
            Source)), "What in a project shows a need."));
}
