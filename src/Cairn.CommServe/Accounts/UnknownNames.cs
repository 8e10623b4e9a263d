using System.Security.Cryptography;
using System.Text;

namespace Cairn.CommServe.Accounts;

/// <summary>
/// The failed tries under names that no user has, counted as a user's are: a lock must not tell who exists. They are kept in
/// memory only, and the oldest name makes room. Each try costs a password check, so that to push a name out takes longer than
/// its lock.
/// </summary>
internal sealed class UnknownNames
{
    private const int Capacity = 20_000;

    private readonly Lock _sync = new();
    private readonly Dictionary<string, FailedTries> _tries = [];
    private readonly Queue<string> _oldestFirst = [];

    public FailedTries Of(string name)
    {
        lock (_sync)
            return _tries.GetValueOrDefault(Key(name));
    }

    public void Remember(string name, FailedTries tries)
    {
        var key = Key(name);
        lock (_sync)
        {
            if (!_tries.ContainsKey(key))
            {
                if (_oldestFirst.Count >= Capacity)
                    _tries.Remove(_oldestFirst.Dequeue());
                _oldestFirst.Enqueue(key);
            }
            _tries[key] = tries;
        }
    }

    /// <summary>Of one size, however long the name is.</summary>
    private static string Key(string name) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(name.ToUpperInvariant())));
}
