#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const aspnet_core;
constinit Platform const aspnet_core{
    .name = "aspnet-core",
    .label = "ASP.NET Core",
    .config = R"config(
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .WithOrigins(@origins:"@)
    .WithMethods(@methods:"@)
?headers     .WithHeaders(@headers:"@)
?exposed     .WithExposedHeaders(@exposed:"@)
?credentials     .AllowCredentials()
    .SetPreflightMaxAge(TimeSpan.FromSeconds(@max_age@))));

var app = builder.Build();
app.UseCors(); // after UseRouting, before UseAuthentication and UseAuthorization
)config",
    .traps =
        R"traps(`AllowAnyOrigin()` with `AllowCredentials()` throws; `SetIsOriginAllowed(_ => true)` with it lets every site in.
`UseCors` stands after `UseRouting` and before `UseAuthentication` and `UseAuthorization`.
An exception that a page of errors answers has no headers where that page is produced by the server in front.)traps",
    .documentation = "https://learn.microsoft.com/aspnet/core/security/cors",
    .comment = "//",
    .marks = R"marks(server: kestrel
x-powered-by: asp.net
text: addcors(
text: usecors()marks",
};

} // namespace whycors::platforms
