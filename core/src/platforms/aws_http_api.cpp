#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const aws_http_api;
constinit Platform const aws_http_api{
    .name = "aws-http-api",
    .label = "AWS API Gateway (HTTP API)",
    .config = R"config(
# CloudFormation: the gateway answers the preflight itself, and ignores CORS headers of the Lambda function.
CorsConfiguration:
  AllowOrigins:
*origin     - '@origin@'
  AllowMethods: [@methods:'@]
  AllowHeaders: [@headers:'@]
  ExposeHeaders: [@exposed:'@]
  AllowCredentials: @credentials@
  MaxAge: @max_age@
)config",
    .traps = R"traps(With this set, headers from the Lambda function are ignored: one layer only.
A `$default` or `ANY` route with an authorizer catches OPTIONS: add an OPTIONS route without one.)traps",
    .documentation = "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html",
    .comment = "#",
    .marks = R"marks(apigw-requestid:)marks",
};

} // namespace whycors::platforms
