# The module: without exceptions or RTTI, for the web and workers; Node hands over the bytes itself.
# Debian's Emscripten leaves -Os and -Oz objects without any inlining, which is slow and no smaller: -O2 with little
# inlining is four times as fast for a tenth more bytes.
set(WHYCORS_WASM_OPTIONS -O2 -flto -fno-rtti -fno-unroll-loops -fno-vectorize -fno-slp-vectorize "SHELL:-mllvm -inline-threshold=20")
target_compile_options(whycors PRIVATE ${WHYCORS_WASM_OPTIONS})

add_executable(whycors_wasm bindings/wasm/module.cpp bindings/wasm/stand_ins.c)
set_target_properties(whycors_wasm PROPERTIES OUTPUT_NAME whycors-core SUFFIX .mjs)
target_link_libraries(whycors_wasm PRIVATE whycors)
target_include_directories(whycors_wasm SYSTEM PRIVATE ${CMAKE_BINARY_DIR}/third_party)
target_compile_definitions(whycors_wasm PRIVATE JSON_NOEXCEPTION EMSCRIPTEN_HAS_UNBOUND_TYPE_NAMES=0)
target_compile_options(whycors_wasm PRIVATE -O2 -flto $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions -fno-rtti>)
target_link_options(whycors_wasm PRIVATE
  -Oz -Wl,-mllvm,-inline-threshold=20 -flto -fno-rtti -fno-exceptions --bind -sMODULARIZE -sEXPORT_ES6 -sENVIRONMENT=web,worker
  -sDYNAMIC_EXECUTION=0 -sFILESYSTEM=0 -sALLOW_MEMORY_GROWTH -sEXPORTED_RUNTIME_METHODS=HEAPU8
  -sINCOMING_MODULE_JS_API=wasmBinary,locateFile,instantiateWasm)
