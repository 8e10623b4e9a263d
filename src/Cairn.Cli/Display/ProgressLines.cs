using System.Globalization;

namespace Cairn.Cli.Display;

/// <summary>Progress for a log: a line for each phase, and for each further tenth of it.</summary>
internal sealed class ProgressLines(TextWriter writer)
{
    private readonly Lock gate = new();
    private string? phase;
    private int tenths;

    public void Show(ProgressState state)
    {
        lock (gate)
        {
            var now = (int)((state.Percent ?? 0) / 10);
            if (state.Phase == phase && now <= tenths)
                return;
            (phase, tenths) = (state.Phase, now);
            var percent = state.Percent is { } value ? string.Create(CultureInfo.InvariantCulture, $" {value:0} %") : "";
            writer.WriteLine($"{state.Phase}{percent} {state.Detail}".TrimEnd());
        }
    }
}
