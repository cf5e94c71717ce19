#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const tomcat;
constinit Platform const tomcat{
    .name = "tomcat",
    .label = "Apache Tomcat",
    .config = R"config(
<filter>
  <filter-name>CorsFilter</filter-name>
  <filter-class>org.apache.catalina.filters.CorsFilter</filter-class>
  <init-param><param-name>cors.allowed.origins</param-name><param-value>@comma_origins@</param-value></init-param>
  <!-- OPTIONS is there for the filter itself. -->
  <init-param><param-name>cors.allowed.methods</param-name><param-value>@methods@, OPTIONS</param-value></init-param>
?headers   <init-param><param-name>cors.allowed.headers</param-name><param-value>@headers@</param-value></init-param>
?exposed   <init-param><param-name>cors.exposed.headers</param-name><param-value>@exposed@</param-value></init-param>
  <init-param><param-name>cors.support.credentials</param-name><param-value>@credentials@</param-value></init-param>
  <init-param><param-name>cors.preflight.maxage</param-name><param-value>@max_age@</param-value></init-param>
</filter>
<filter-mapping>
  <filter-name>CorsFilter</filter-name>
  <url-pattern>/*</url-pattern>
</filter-mapping>
)config",
    .traps =
        R"traps(Without `cors.allowed.origins` no origin is allowed; `*` with credentials makes the whole application answer 404.
A call from an origin that is not allowed is answered 403, a plain GET too, and so is a preflight for a method or header that is not listed.
A `security-constraint` is checked before filters: it answers the preflight 401 unless it leaves OPTIONS out.)traps",
    .documentation = "https://tomcat.apache.org/tomcat-10.1-doc/config/filter.html#CORS_Filter",
    .comment = "<!--",
    .marks = R"marks(body: http status 40
server: apache-coyote
text: catalina.filters.corsfilter
text: httpservletre)marks",
};

} // namespace whycors::platforms
