namespace CrmContacts.Bench.Measuring;

/// <summary>Values of the same thing from several rounds.</summary>
public static class Sample
{
    public static double Median(this IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
