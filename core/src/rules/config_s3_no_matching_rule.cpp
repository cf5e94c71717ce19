#include "support.hpp"

namespace whycors::rules {

extern Rule const config_s3_no_matching_rule;
constinit Rule const config_s3_no_matching_rule{
    .code = "WC6005",
    .name = "config-s3-no-matching-rule",
    .category = Category::blocked,
    .title = "no rule of the bucket's CORS configuration matches",
    .told = "no rule of the bucket's CORS configuration matches the request: origin, method and headers must "
            "all match in one and the same rule",
    .advice = "put origin, method and `AllowedHeader` into one rule; S3 takes the first rule that matches "
              "all three, and sends no CORS header at all where none does",
};

extern std::string_view const config_s3_no_matching_rule_explanation;
constinit std::string_view const config_s3_no_matching_rule_explanation = R"explain(
S3 (and what imitates it) goes through the rules in order and takes the first in which the origin, the method and *every* requested header match. Rules don't add up: one with the origin and another with the method help nobody. Without a match, the answer has no CORS header, and a preflight gets 403.

**Mend it.** Put origin, method and headers into one rule. A preflight for GET needs `AllowedMethod` GET in a rule that has `AllowedHeader` too. `OPTIONS` is not a method to list.

```bad
<CORSConfiguration>
 <CORSRule>
   <AllowedOrigin>http://localhost:1338</AllowedOrigin>
   <AllowedMethod>PUT</AllowedMethod>
   <AllowedHeader>*</AllowedHeader>
 </CORSRule>
 <CORSRule>
   <AllowedOrigin>*</AllowedOrigin>
   <AllowedMethod>GET</AllowedMethod>
 </CORSRule>
</CORSConfiguration>
```

```good
<CORSConfiguration>
 <CORSRule>
   <AllowedOrigin>http://localhost:1338</AllowedOrigin>
   <AllowedMethod>GET</AllowedMethod>
   <AllowedMethod>PUT</AllowedMethod>
   <AllowedHeader>*</AllowedHeader>
 </CORSRule>
</CORSConfiguration>
```

See [CORS in S3](https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html).
)explain";

} // namespace whycors::rules
