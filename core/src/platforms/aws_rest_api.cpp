#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const aws_rest_api;
constinit Platform const aws_rest_api{
    .name = "aws-rest-api",
    .label = "AWS API Gateway (REST API with Lambda)",
    .config = R"config(
// In the Lambda function: the proxy integration sends exactly these headers.
const allowedOrigins = [@origins:'@]

const corsHeaders = (event) => {
  const origin = event.headers?.origin ?? event.headers?.Origin ?? ''
  const headers = { Vary: 'Origin' }
  if (allowedOrigins.includes(origin)) {
    headers['Access-Control-Allow-Origin'] = origin
?credentials     headers['Access-Control-Allow-Credentials'] = 'true'
?exposed     headers['Access-Control-Expose-Headers'] = '@exposed@'
  }
  return headers
}

exports.handler = async (event) => {
  const headers = corsHeaders(event)
  if ((event.httpMethod ?? event.requestContext?.http?.method) === 'OPTIONS') {
    return {
      statusCode: 204,
      headers: {
        ...headers,
        'Access-Control-Allow-Methods': '@methods@',
?headers         'Access-Control-Allow-Headers': '@headers@',
        'Access-Control-Max-Age': '@max_age@',
      },
    }
  }
  let answer
  try {
    answer = await handle(event) // your own handler
  } catch (error) {
    console.error(error) // the gateway's own 502 would have no headers
    answer = { statusCode: 500, body: 'Internal error' }
  }
  return { ...answer, headers: { ...answer.headers, ...headers } }
}
)config",
    .traps =
        R"traps(The OPTIONS method needs authorization NONE and no API key; without the method the gateway answers 403 "Missing Authentication Token".
What the gateway answers itself (401, 403, 5xx) needs GatewayResponses DEFAULT_4XX and DEFAULT_5XX with the header (https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html).
A proxy integration sends what the function sends: the console's "Enable CORS" only answers OPTIONS.
Header names come as the client wrote them in a REST API, and in lower case in an HTTP API.
serverless-offline answers every preflight, whatever is configured: it proves nothing.)traps",
    .documentation = "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html",
    .comment = "//",
    .marks = R"marks(x-amz-apigw-id:
body: missing authentication token
text: .execute-api.)marks",
};

} // namespace whycors::platforms
