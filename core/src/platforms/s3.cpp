#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const s3;
constinit Platform const s3{
    .name = "s3",
    .label = "Amazon S3",
    .config = R"config(
[
  {
    "AllowedOrigins": [@origins:"@],
    "AllowedMethods": [@methods:"@],
    "AllowedHeaders": [@headers:"@],
    "ExposeHeaders": [@exposed:"@],
    "MaxAgeSeconds": @max_age@
  }
]
)config",
    .traps = R"traps(This is the bucket's CORS configuration (Permissions), not a file in the bucket.
The first rule that matches origin, method and every requested header counts; where none does, the preflight is answered 403.
Behind CloudFront, forward Origin, Access-Control-Request-Method and Access-Control-Request-Headers to the bucket.
OPTIONS is not a method to list.)traps",
    .documentation = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html",
    .comment = "",
    .marks = R"marks(server: amazons3
body: <code>accessforbidden</code>
text: <corsrule>
text: "corsrules"
text: .s3.
text: s3.amazonaws.com)marks",
};

} // namespace whycors::platforms
