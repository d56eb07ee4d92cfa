using static PyFrameworks.Catalog.Reading.Grammar;
using static PyFrameworks.Catalog.Reading.Shape;

namespace PyFrameworks.Catalog.Reading;

/// <summary>The keys of a team's own catalog file: one entry, or lists of entries and of changes to entries of other catalogs.</summary>
internal static class TeamGrammar
{
    private static readonly Key s_stance = new(
        "stance",
        Record(
            new("level", Word(Stances), "adopt: preferred; assess: to be tried with care; hold: never suggested.", isRequired: true),
            new("reason", Of(Form.Prose), "Why, in a sentence.", isRequired: true)),
        "What your organisation says of it.");

    // A team's own word needs no page to stand on.
    private static readonly Key s_source = new("source", Of(Form.Source), "Where that comes from: a key of this file's sources. Leave it out for a word of your own.");

    /// <summary>An entry of its own: the keys of the built-in catalog, and what the organisation says of it.</summary>
    public static RecordShape Framework { get; } = new([.. Grammar.Framework.Keys, s_stance]);

    /// <summary>Changes to an entry.</summary>
    public static RecordShape Override { get; } = Record(
        new("id", Of(Form.Framework), "The framework that is changed.", isRequired: true),
        s_stance,
        new("needs", Table(NeedIds, Record(
            new("score", Number(-2, 2), "From -2 (works against it) to 2 (made for it).", isRequired: true),
            new("reason", Of(Form.Prose), "One line.", isRequired: true),
            s_source)), "Scores of yours in place of the catalog's."),
        new("watch-outs", List(Record(
            new("text", Of(Form.Prose), "One sentence.", isRequired: true),
            s_source)), "What to know before choosing or keeping it, beside what the catalog says."));

    /// <summary>A file of several entries.</summary>
    public static RecordShape File { get; } = Record(
        Sources,
        new("frameworks", List(Framework), "Frameworks of your own, or entries that replace those of other catalogs."),
        new("overrides", List(Override), "Changes to frameworks of other catalogs."));
}
