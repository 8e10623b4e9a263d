using System.CommandLine;

namespace Cairn.Cli.Verbs;

/// <summary>Options that several verbs have, under one name and with one meaning.</summary>
internal static class CommonOption
{
    public static Option<bool> Json() => new("--json") { Description = "Print the result as JSON." };

    public static Option<FileInfo?> PasswordFile() => new("--password-file")
    {
        Description = "A file whose first line is the password.",
        HelpName = "FILE",
    };

    public static Argument<string> Subclient() => new("SUBCLIENT-PATH")
    {
        Description = "client/agent/instance/backupset/subclient; the levels in between may be left out where one choice remains.",
    };

    public static Option<DateTimeOffset?> At() => new("--at")
    {
        Description = "As it was at this time (2026-05-31T18:00, UTC unless an offset is given).",
        HelpName = "TIME",
        CustomParser = result =>
        {
            var text = result.Tokens.Single().Value;
            if (DateTimeOffset.TryParse(
                text,
                System.Globalization.CultureInfo.InvariantCulture,
                System.Globalization.DateTimeStyles.AssumeUniversal,
                out var time))
            {
                return time;
            }

            result.AddError($"'{text}' is no time: give 2026-05-31T18:00 or 2026-05-31T18:00+02:00");
            return null;
        },
    };

    public static Option<int?> Job() => new("--job")
    {
        Description = "As that backup job left it.",
        HelpName = "ID",
        CustomParser = result => CountingNumber.Parse(result),
    };
}
