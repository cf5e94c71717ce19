#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const cloudfront;
constinit Platform const cloudfront{
    .name = "cloudfront",
    .label = "Amazon CloudFront",
    .config = R"config(
# CloudFormation: a response headers policy. It also answers for cached objects.
Type: AWS::CloudFront::ResponseHeadersPolicy
Properties:
  ResponseHeadersPolicyConfig:
    Name: cors
    CorsConfig:
      OriginOverride: true
      AccessControlAllowCredentials: @credentials@
      AccessControlAllowOrigins: { Items: [@origins:'@] }
      AccessControlAllowMethods: { Items: [@methods:'@] }
      AccessControlAllowHeaders: { Items: [@headers:'@] }
      AccessControlMaxAgeSec: @max_age@
)config",
    .traps = R"traps(The behaviour must allow OPTIONS, or the preflight is answered 403.
The cache key, or the origin request policy, must have Origin in it, or one origin's answer is given to another.
Headers of the origin are kept unless the policy is told to override them.)traps",
    .documentation = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/"
                     "understanding-response-headers-policies.html",
    .comment = "#",
    .marks = R"marks(x-amz-cf-id:
text: .cloudfront.net)marks",
};

} // namespace whycors::platforms
