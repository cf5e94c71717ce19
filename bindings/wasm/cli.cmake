# The command line as WebAssembly, for `npx whycors`: the same program, on Node's files.
add_executable(whycors_cli_wasm bindings/cli/arguments.cpp bindings/cli/batch.cpp bindings/cli/har.cpp bindings/cli/http_client_missing.cpp
  bindings/cli/main.cpp bindings/cli/probe.cpp bindings/cli/run.cpp)
set_target_properties(whycors_cli_wasm PROPERTIES OUTPUT_NAME whycors-cli SUFFIX .cjs)
target_link_libraries(whycors_cli_wasm PRIVATE whycors)
target_compile_options(whycors_cli_wasm PRIVATE -O2 -flto)
target_link_options(whycors_cli_wasm PRIVATE -O2 -flto -sENVIRONMENT=node -sMODULARIZE -sINCOMING_MODULE_JS_API=wasmBinary -sNODERAWFS -sALLOW_MEMORY_GROWTH -sEXIT_RUNTIME)
# The C++ library of later releases counts who holds an exception, which only links where exceptions do.
if(EMSCRIPTEN_VERSION VERSION_GREATER 3.1.6)
  target_link_options(whycors_cli_wasm PRIVATE -fexceptions)
endif()
