# The module: without exceptions or RTTI, for the web and workers; Node hands over the bytes itself.
# What judges verdicts in bulk is built with -Os, all else with -Oz. emcc 3.1.6 adds -fno-inline-functions to both, which
# leaves even one-line functions as calls: larger, and several times as slow.
set(WHYCORS_WASM_OPTIONS -Oz -finline-functions -flto -fno-rtti)
# Every current browser has the instructions on 16 bytes at once; headers that use them must mean one thing everywhere.
target_compile_options(whycors PRIVATE ${WHYCORS_WASM_OPTIONS} PUBLIC -msimd128)
# The C++ library's own instances of its templates were built the same way; ours are inlined.
target_compile_definitions(whycors PUBLIC _LIBCPP_DISABLE_EXTERN_TEMPLATE)
# The linker knows the functions of the C library by name, which those of a file built for -flto no longer have.
target_sources(whycors PRIVATE bindings/wasm/memory.c)
set_source_files_properties(bindings/wasm/memory.c PROPERTIES COMPILE_OPTIONS "-O2;-fno-lto;-fno-builtin;-msimd128;-mbulk-memory")
file(GLOB hot_sources core/src/base/*.cpp core/src/batch.cpp core/src/engines/quirks/*.cpp core/src/fetch/*.cpp
     core/src/paste/exchange_line.cpp)
list(FILTER hot_sources EXCLUDE REGEX "/(concat|stable_sort|source_text|failure)\\.cpp$")
set_source_files_properties(${hot_sources} PROPERTIES COMPILE_OPTIONS
  "-Os;-finline-functions")
set_source_files_properties(core/src/har/scanner.cpp PROPERTIES COMPILE_OPTIONS "-O2")

add_executable(whycors_wasm bindings/wasm/module.cpp bindings/wasm/har.cpp bindings/wasm/stand_ins.c)
set_target_properties(whycors_wasm PROPERTIES OUTPUT_NAME whycors-core SUFFIX .mjs)
target_link_libraries(whycors_wasm PRIVATE whycors)
target_include_directories(whycors_wasm SYSTEM PRIVATE ${CMAKE_BINARY_DIR}/third_party)
target_compile_definitions(whycors_wasm PRIVATE JSON_NOEXCEPTION EMSCRIPTEN_HAS_UNBOUND_TYPE_NAMES=0)
target_compile_options(whycors_wasm PRIVATE -Oz -finline-functions -flto $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions -fno-rtti>)
target_link_options(whycors_wasm PRIVATE
  -Oz -flto -fno-rtti -fno-exceptions --bind -sMODULARIZE -sEXPORT_ES6 -sENVIRONMENT=web,worker
  -sDYNAMIC_EXECUTION=0 -sFILESYSTEM=0 -sALLOW_MEMORY_GROWTH -sEXPORTED_RUNTIME_METHODS=HEAPU8
  -sINCOMING_MODULE_JS_API=wasmBinary,locateFile,instantiateWasm
  -sBINARYEN_EXTRA_PASSES=--dae-optimizing,-Os,--one-caller-inline-max-function-size=50)
