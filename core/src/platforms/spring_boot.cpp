#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const spring_boot;
constinit Platform const spring_boot{
    .name = "spring-boot",
    .label = "Spring Boot",
    .config = R"config(
@Bean
CorsConfigurationSource corsConfigurationSource(@Value("${cors.origins:@comma_origins@}") List<String> origins) {
  CorsConfiguration configuration = new CorsConfiguration();
  configuration.setAllowedOrigins(origins);
  configuration.setAllowedMethods(List.of(@methods:"@));
  configuration.setAllowedHeaders(List.of(@headers:"@));
?exposed   configuration.setExposedHeaders(List.of(@exposed:"@));
  configuration.setAllowCredentials(@credentials@);
  configuration.setMaxAge(@max_age@L);
  UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
  source.registerCorsConfiguration("/**", configuration);
  return source;
}

// In the SecurityFilterChain, so that CORS comes before authentication:
// http.cors(Customizer.withDefaults())
)config",
    .traps = R"traps(Without `http.cors(…)` Spring Security answers the preflight 401 or 403.
A refused origin, method or header is 403 with "Invalid CORS request" as its text.
`allowedOriginPatterns("*")` with credentials lets every site in; `allowedOrigins("*")` with credentials throws.)traps",
    .documentation = "https://docs.spring.io/spring-security/reference/servlet/integrations/cors.html",
    .comment = "//",
    .marks = R"marks(body: invalid cors request
body: whitelabel error page
text: @crossorigin
text: springframework
text: new corsconfiguration
text: corsregistry)marks",
};

} // namespace whycors::platforms
