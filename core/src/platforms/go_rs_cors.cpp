#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const go_rs_cors;
constinit Platform const go_rs_cors{
    .name = "go-rs-cors",
    .label = "Go with rs/cors",
    .config = R"config(
// import "github.com/rs/cors"
handler := cors.New(cors.Options{
	AllowedOrigins: []string{@origins:"@},
	AllowedMethods: []string{@methods:"@},
	AllowedHeaders: []string{@headers:"@},
?exposed 	ExposedHeaders: []string{@exposed:"@},
	AllowCredentials: @credentials@,
	MaxAge: @max_age@,
}).Handler(mux) // around everything, authentication included
)config",
    .traps =
        R"traps(A refused preflight (origin, method or header) is answered with no CORS header at all: the browser speaks of a missing Access-Control-Allow-Origin even when a header was refused.
`cors.Default()` refuses PUT, and Authorization.
`*` with `AllowCredentials` is sent as it is, which every browser refuses.)traps",
    .documentation = "https://pkg.go.dev/github.com/rs/cors",
    .comment = "//",
    .marks = R"marks(text: com/rs/cors
text: `rs/cors)marks",
};

} // namespace whycors::platforms
