using Cairn.Server.Browse;
using Cairn.Server.CreateTask;
using Cairn.Server.Inventory;
using Cairn.Server.Jobs;
using Cairn.Server.Login;
using Cairn.Server.OpenApi;
using Cairn.Server.Tasks;
using Cairn.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cairn.Server.Routing;

/// <summary>Every path that is served, in one place. What is not marked as anonymous needs a token.</summary>
internal static class ApiRoutes
{
    private static readonly string[] Looking = [HttpMethods.Get, HttpMethods.Head];

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/", Looking, () => Results.Text("""{"product":"Cairn"}""", WireMediaType.Json)).AllowAnonymous();
        routes.MapMethods("/healthz", Looking, () => Results.Text("ready")).AllowAnonymous();

        routes.MapGet("/openapi/v1.json", () => Results.Text(OpenApiDocument.Text, WireMediaType.Json)).AllowAnonymous();

        routes.MapPost("/Login", LoginEndpoint.RunAsync).AllowAnonymous();
        routes.MapPost("/Logout", LogoutEndpoint.RunAsync);
        routes.MapPost("/WhoAmI", WhoAmIEndpoint.Run);

        routes.MapPost("/CreateTask", CreateTaskEndpoint.RunAsync);
        // Editors fetch schemas without a token; there is nothing in it that the documentation doesn't say.
        routes.MapGet("/CreateTask/schema", SchemaEndpoint.Get).AllowAnonymous();

        routes.MapGet("/Task/{id}", TaskEndpoint.GetAsync);
        routes.MapGet("/Job", JobListEndpoint.GetAsync);
        routes.MapPost("/Jobs", JobListEndpoint.PostAsync);
        routes.MapGet("/Job/{id}", JobEndpoint.GetAsync);
        routes.MapPost("/JobDetails", JobDetailsEndpoint.RunAsync);
        routes.MapPost("/Job/{id}/action/{action}", JobActionEndpoint.RunAsync);
        routes.MapPost("/Jobs/action/{action}", JobActionEndpoint.RunOnSeveralAsync);
        routes.MapGet("/Job/{id}/events", JobEventsEndpoint.OfOneAsync);
        routes.MapGet("/Jobs/events", JobEventsEndpoint.OfAll);

        routes.MapPost("/DoBrowse", BrowseEndpoint.RunAsync);
        routes.MapPost("/Apply", ApplyEndpoint.RunAsync);
    }
}
