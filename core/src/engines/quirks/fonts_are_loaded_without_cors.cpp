#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool decide(bool by_standard, StepContext const& context) {
  return by_standard && context.request.initiator != Initiator::font;
}

} // namespace

extern Quirk const fonts_are_loaded_without_cors;
constinit Quirk const fonts_are_loaded_without_cors{
    .id = "fonts-are-loaded-without-cors",
    .engines = EngineSet(Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::request_constructor, "mode"),
    .summary = "fonts are fetched without CORS: no Origin is sent, and any font of another origin loads",
    .decide = decide,
};

extern std::string_view const fonts_are_loaded_without_cors_evidence;
constinit std::string_view const fonts_are_loaded_without_cors_evidence =
    "FontFace.load() of a font with `Access-Control-Allow-Origin: http://x.example`: loaded, and no Origin "
    "on "
    "the wire, in WebKitGTK 2.50; refused in Chromium 156, Firefox ESR 153";

} // namespace whycors::quirks
