using System.Text;

namespace RoomGuard.Testing;

/// <summary>Turns texts and files into ones that nobody would send: letters changed, lost, doubled, put in, two of them joined. The same seed gives the same ones on any machine. For one thread.</summary>
/// <param name="seed">Where it begins.</param>
/// <param name="telling">What is put in: the pieces that mean something to the reader under test.</param>
public sealed class Mutation(int seed, params string[] telling)
{
    private const int MostChanges = 6;
    private const int LongestPiece = 24;

    private readonly Random _random = new(seed);

    /// <summary>A text of the corpus, changed in one to six places, in few more often than in many.</summary>
    public string Next(IReadOnlyList<string> corpus)
    {
        var text = new StringBuilder(corpus[_random.Next(corpus.Count)]);
        for (var left = 1 + _random.Next(1 + _random.Next(MostChanges)); left > 0; left--)
        {
            Change(text, corpus);
        }

        return text.ToString();
    }

    /// <summary>A file of the corpus, changed in the same way.</summary>
    public byte[] Next(IReadOnlyList<byte[]> corpus) => Encoding.Latin1.GetBytes(Next([.. corpus.Select(Encoding.Latin1.GetString)]));

    /// <summary>A number from 0 to below <paramref name="limit"/>.</summary>
    public int Below(int limit) => _random.Next(limit);

    private void Change(StringBuilder text, IReadOnlyList<string> corpus)
    {
        var at = _random.Next(text.Length + 1);
        var piece = Math.Min(1 + _random.Next(LongestPiece), text.Length - at);
        switch (_random.Next(8))
        {
            case 0 when at < text.Length: text[at] ^= (char)(1 << _random.Next(8)); break;
            case 1 when at < text.Length: text[at] = (char)_random.Next(256); break;
            case 2 or 3: text.Insert(at, telling[_random.Next(telling.Length)]); break;
            case 4: text.Remove(at, piece); break;
            case 5: text.Insert(_random.Next(text.Length + 1), text.ToString(at, piece)); break;
            case 6: text.Remove(at, piece).Insert(at, telling[_random.Next(telling.Length)]); break;
            case 7:
                var other = corpus[_random.Next(corpus.Count)];
                text.Remove(at, text.Length - at).Append(other.AsSpan(_random.Next(other.Length + 1)));
                break;
            default: break;
        }
    }
}
