using Cairn.CommServe.Catalog;

namespace Cairn.CommServe.Jobs;

/// <summary>A run's progress at one moment. Sizes are bytes; <paramref name="Percent"/> is 0 to 99 while it runs.</summary>
/// <param name="Phase">"Scan", "Backup", … or "" before the first.</param>
/// <param name="Percent">Of what the scan found.</param>
/// <param name="Files">Done so far.</param>
/// <param name="FilesFailed">Could not be read or written.</param>
/// <param name="Bytes">Of the files done so far.</param>
/// <param name="BytesNew">Plain bytes that the repository did not have.</param>
/// <param name="BytesStored">What these took in the repository.</param>
/// <param name="CurrentItem">One of the files at work.</param>
internal sealed record ProgressFigures(
    string Phase, int Percent, long Files, long FilesFailed, long Bytes, long BytesNew, long BytesStored, string? CurrentItem)
{
    public void WriteTo(Job job)
    {
        job.Phase = Phase;
        job.Percent = Percent;
        job.Files = Files;
        job.FilesFailed = FilesFailed;
        job.Bytes = Bytes;
        job.BytesNew = BytesNew;
        job.BytesStored = BytesStored;
        job.CurrentItem = CurrentItem;
    }
}
