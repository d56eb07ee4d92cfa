using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Rules;

/// <summary>Another ORM in the place of the framework's own.</summary>
[Rule("PF205", "orm-replaced", Severity.Information, Explanation = """
    ## What it looks at

    Another ORM (SQLAlchemy, SQLModel, peewee, Pony, MongoEngine, Tortoise) in the application code of a project whose framework has models of its own (Django, Emmett, py4web), when
    no application code uses those. Where the catalog can't tell by a name whether they are used, nothing is said. Scripts that only read a table with a database driver don't count.

    ## Why it matters

    In Django the admin, model forms, migrations, accounts and most add-ons are built on its models. With another ORM they have nothing to work on, and what remains is
    routing and templates.

    ## When to ignore it

    When the tables belong to another application that defines them with that ORM, or an existing data layer is shared between services.

    ## Fires

    ```
    django
    sqlalchemy
    ```

    ```python
    from django.urls import path
    from sqlalchemy.orm import DeclarativeBase

    class Base(DeclarativeBase):
        pass

    class Order(Base):
        __tablename__ = "orders"
    ```

    ## Stays silent

    ```
    django
    sqlalchemy
    ```

    ```python
    from django.db import models
    from sqlalchemy.orm import Session

    class Order(models.Model):
        pass

    def archive(session: Session):
        session.commit()
    ```

    ## Sources

    - Django's overview: https://docs.djangoproject.com/en/stable/intro/overview/
    - Models in Django: https://docs.djangoproject.com/en/stable/topics/db/models/
    """)]
internal sealed class OrmReplaced : IRule
{
    private const int ShownModules = 5;

    private static string Article(string name) => name[0] is 'A' or 'E' or 'I' or 'O' or 'U' ? "an" : "a";

    /// <summary>Parts that are commonly built on models, in the order in which they are named.</summary>
    private static readonly string[] s_onModels = ["admin", "forms", "migrations", "auth"];

    public static IEnumerable<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken)
    {
        // With two applications in one project nobody can tell whose ORM it is.
        if (project.Primaries.ToList() is not [var use] || Parts.NamesOf(use.Framework, "orm") is not { IsEmpty: false } own)
        {
            yield break;
        }

        foreach (var orm in project.Catalog.Companions.Orms)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var places = project.Files.Where(file => file.IsApplication).Select(file => Parts.FirstUse(file, orm.Names)).OfType<FileSpan>().ToList();
            if (places.Count == 0 || Parts.Uses(project, own, cancellationToken))
            {
                continue;
            }

            var declaration = Places.KnownRunTimeDeclarations(project).FirstOrDefault(entry => orm.Distributions.Contains(entry.Dependency.CanonicalName));
            var lost = s_onModels.Select(part => use.Framework.Batteries.FirstOrDefault(battery => battery.Id == part && battery.Level == BatteryLevel.BuiltIn)).OfType<Battery>()
                .Select(battery => Batteries.Titles[battery.Id]).ToList();
            yield return new(
                declaration?.Name ?? places[0],
                $"{orm.Name} takes the place of {use.Framework.Name}'s models: {Say.Count(places.Count, "module")} {(places.Count == 1 ? "uses" : "use")} it, and no module defines {Article(use.Framework.Name)} {use.Framework.Name} model"
                + $"{(lost.Count > 0 ? $", on which {use.Framework.Name}'s {Say.List(lost)} are built" : "")}. It fits where another application owns the tables")
            {
                FrameworkId = use.Framework.Id,
                Claims = [Claim.Of(orm.Source), Claim.Of(use.Framework)],
                Related =
                [
                    new RelatedPlace(use.Anchor, $"{use.Framework.Name} brings an ORM of its own"),
                    .. places.Skip(declaration is null ? 1 : 0).Take(ShownModules).Select(at => new RelatedPlace(at, $"{orm.Name} is used here")),
                ],
            };
        }
    }
}
