#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const go_net_http;
constinit Platform const go_net_http{
    .name = "go-net-http",
    .label = "Go, net/http alone",
    .config = R"config(
// withCORS answers preflights and lets the listed origins read every response.
func withCORS(next http.Handler) http.Handler {
	allowed := map[string]bool{
*origin 		"@origin@": true,
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Origin")
		origin := r.Header.Get("Origin")
		if allowed[origin] {
			w.Header().Set("Access-Control-Allow-Origin", origin)
?credentials 			w.Header().Set("Access-Control-Allow-Credentials", "true")
?exposed 			w.Header().Set("Access-Control-Expose-Headers", "@exposed@")
		}
		if r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != "" {
			w.Header().Set("Access-Control-Allow-Methods", "@methods@")
?headers 			w.Header().Set("Access-Control-Allow-Headers", "@headers@")
			w.Header().Set("Access-Control-Max-Age", "@max_age@")
			w.WriteHeader(http.StatusNoContent)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// http.ListenAndServe(address, withCORS(mux))
)config",
    .traps =
        R"traps(Wrap the whole mux, authentication included: what answers before it has no headers.
A handler runs for OPTIONS too unless the preflight is answered before it.)traps",
    .documentation = "https://pkg.go.dev/net/http",
    .comment = "//",
    .marks = R"marks(body: 404 page not found)marks",
};

} // namespace whycors::platforms
