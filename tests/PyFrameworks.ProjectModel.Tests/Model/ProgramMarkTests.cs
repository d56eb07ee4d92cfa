using System.Text;

namespace PyFrameworks.ProjectModel.Tests.Model;

public sealed class ProgramMarkTests
{
    [Theory]
    [InlineData("pyframeworks:")]
    [InlineData("# PyFrameworks: ignore")]
    [InlineData("pyframeworks")]
    [InlineData("pyf pyframeworks pyframeworks;")]
    [InlineData("pyframeworkſ:")]
    [InlineData("yframeworks:")]
    public void Mark_is_found_in_bytes_wherever_it_stands(string mark)
    {
        for (var before = 0; before < 40; before++)
        {
            for (var after = 0; after < 40; after++)
            {
                var text = new string('y', before) + mark + new string('f', after);
                Assert.Equal(ProgramMark.IsIn(text), ProgramMark.IsIn(Encoding.UTF8.GetBytes(text)));
            }
        }
    }
}
