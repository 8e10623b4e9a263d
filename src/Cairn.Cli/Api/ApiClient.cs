using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using Cairn.Wire;
using Cairn.Wire.Messages.Errors;

namespace Cairn.Cli.Api;

/// <summary>Speaks to a server as any other client of its API does.</summary>
internal sealed class ApiClient : IDisposable
{
    /// <summary>A list of jobs or files may be long; the server that it comes from was chosen by the user.</summary>
    private static readonly WireLimits AnswerLimits = new() { BodyBytes = 1 << 30, Members = int.MaxValue };

    private readonly HttpClient http;

    public ApiClient(Uri server, string? token)
    {
        Server = new Uri(server.ToString().TrimEnd('/') + "/");
        http = new HttpClient { BaseAddress = Server, Timeout = TimeSpan.FromMinutes(10) };
        if (token is not null)
            http.DefaultRequestHeaders.Add("Authtoken", token);
    }

    public Uri Server { get; }

    /// <summary>Hears of each request before it is sent.</summary>
    public Action<SentRequest>? OnSend { get; init; }

    /// <exception cref="FailureException">Nobody has logged in.</exception>
    public static ApiClient OfSession(Shell shell)
    {
        var session = SavedSession.Load(shell);
        return new ApiClient(session.Server, session.Token);
    }

    public Task<T> GetAsync<T>(string path, CancellationToken cancellationToken)
        where T : class, new() => SendAsync<T>(HttpMethod.Get, path, null, cancellationToken);

    public Task<TAnswer> PostAsync<TRequest, TAnswer>(string path, TRequest message, CancellationToken cancellationToken)
        where TRequest : class
        where TAnswer : class, new()
    {
        var content = new ByteArrayContent(WireCodec.Encode(message, WireFormat.Json));
        content.Headers.ContentType = new MediaTypeHeaderValue(WireMediaType.Json);
        return SendAsync<TAnswer>(HttpMethod.Post, path, content, cancellationToken);
    }

    public async Task<T> SendAsync<T>(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
        where T : class, new()
    {
        var answer = await SendAsync(method, path, content, WireFormat.Json, cancellationToken);
        if (!answer.IsSuccess)
            throw new FailureException(Explain(answer));
        return WireCodec.Decode<T>(answer.Body, answer.ContentType, AnswerLimits).Message;
    }

    /// <summary>Gives the answer whatever its status.</summary>
    /// <exception cref="FailureException">The server can't be reached.</exception>
    public async Task<ApiAnswer> SendAsync(
        HttpMethod method, string path, HttpContent? content, WireFormat accept, CancellationToken cancellationToken)
    {
        if (OnSend is { } tell)
        {
            var body = content is null ? null : await content.ReadAsStringAsync(cancellationToken);
            tell(new SentRequest(method, path, body, content?.Headers.ContentType?.ToString()));
        }

        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(WireMediaType.Of(accept)));
        return await GuardAsync(
            async () =>
            {
                using var response = await http.SendAsync(request, cancellationToken);
                var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
                return new ApiAnswer(response.StatusCode, response.Content.Headers.ContentType?.ToString(), body);
            },
            cancellationToken);
    }

    /// <summary>Server-Sent Events, until the server ends them.</summary>
    /// <exception cref="FailureException">The server can't be reached, refuses, or the connection breaks.</exception>
    public async IAsyncEnumerable<SseItem<string>> EventsAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var response = await GuardAsync(
            () => http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken), cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new FailureException(Explain(new ApiAnswer(
                response.StatusCode,
                response.Content.Headers.ContentType?.ToString(),
                await response.Content.ReadAsByteArrayAsync(cancellationToken))));
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await using var events = SseParser.Create(stream).EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await GuardAsync(() => events.MoveNextAsync().AsTask(), cancellationToken))
            yield return events.Current;
    }

    public void Dispose() => http.Dispose();

    /// <summary>Says in plain words that there is no server, or none any more.</summary>
    private async Task<T> GuardAsync<T>(Func<Task<T>> send, CancellationToken cancellationToken)
    {
        try
        {
            return await send();
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new FailureException($"The server {Server} can't be reached ({e.Message}); is it running?", e);
        }
        catch (TaskCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FailureException($"The server {Server} does not answer.", e);
        }
    }

    private string Explain(ApiAnswer answer)
    {
        if (answer.Status == HttpStatusCode.Unauthorized)
            return $"Not logged in, or the session has ended: cairn login {Server}";
        try
        {
            var error = WireCodec.Decode<ErrorResponse>(answer.Body, answer.ContentType).Message;
            var allowed = error.Allowed is { Length: > 0 } text && error.ErrorMessage?.Contains(text, StringComparison.Ordinal) != true
                ? $" Allowed: {text}."
                : "";
            return $"{error.ErrorMessage}{allowed} ({error.Error})";
        }
        catch (WireException)
        {
            return $"The server {Server} answered {(int)answer.Status}: {Encoding.UTF8.GetString(answer.Body)}";
        }
    }
}
