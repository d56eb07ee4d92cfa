using System.Text;

// Reads one framed message and answers it; ends when its input does.
using var input = Console.OpenStandardInput();
using var output = Console.OpenStandardOutput();
var header = new StringBuilder();
while (input.ReadByte() is >= 0 and var read)
{
    header.Append((char)read);
    if (header.Length < 4 || header.ToString(header.Length - 4, 4) != "\r\n\r\n")
    {
        continue;
    }

    var text = header.ToString();
    var start = text.IndexOf("Content-Length:", StringComparison.OrdinalIgnoreCase) + "Content-Length:".Length;
    var length = int.Parse(text.AsSpan(start, text.IndexOf('\r', start) - start), System.Globalization.CultureInfo.InvariantCulture);
    input.ReadExactly(new byte[length]);
    header.Clear();

    const string Answer = """{"jsonrpc":"2.0","id":1,"result":{"capabilities":{}}}""";
    output.Write(Encoding.ASCII.GetBytes($"Content-Length: {Answer.Length}\r\n\r\n{Answer}"));
    output.Flush();
}
