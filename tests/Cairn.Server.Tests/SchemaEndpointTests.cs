using System.Xml.Linq;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests;

public sealed class SchemaEndpointTests(PlainServer plain) : IClassFixture<PlainServer>
{
    [Fact]
    public async Task Json_is_the_usual_schema_and_needs_no_token()
    {
        var answer = await plain.Server.SendAsync(
            new HttpRequestMessage(HttpMethod.Get, "webconsole/api/CreateTask/schema"), withToken: false);

        Assert.Equal("application/json", answer.MediaType);
        Assert.Equal(await File.ReadAllTextAsync(ProjectFiles.Documentation("createtask.schema.json"), TestContext.Current.CancellationToken), answer.Text);
    }

    [Fact]
    public async Task Who_accepts_xml_gets_the_xml_schema()
    {
        var answer = await plain.Server.GetAsync("CreateTask/schema", "application/xml");

        Assert.Equal("application/xml", answer.MediaType);
        Assert.Equal("schema", XElement.Parse(answer.Text).Name.LocalName);
        Assert.Equal(await File.ReadAllTextAsync(ProjectFiles.Documentation("createtask.xsd"), TestContext.Current.CancellationToken), answer.Text);
    }
}
