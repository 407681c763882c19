# Warnings, hardening and sanitizers for every target of the project.
set(MUSTER_SANITIZE "" CACHE STRING "Sanitizers to build with, for example address,undefined")

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
                    -Wcast-align -Wunused -Wformat=2 -Wimplicit-fallthrough
                    -fpch-preprocess
                    -ffile-prefix-map=${CMAKE_SOURCE_DIR}=. -fmacro-prefix-map=${CMAKE_SOURCE_DIR}=.)
# Warnings stop those who work on Muster, not somebody whose compiler finds one that is new to us.
if(NOT CMAKE_BUILD_TYPE STREQUAL "Release")
  add_compile_options(-Werror)
endif()
# GCC 12 sees overflows and overlaps in std::string's own moves and assignments when it optimises (its bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  add_compile_options(-Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds)
endif()
add_compile_definitions(_GLIBCXX_ASSERTIONS)

if(CMAKE_BUILD_TYPE STREQUAL "Release")
  add_compile_options(-fstack-protector-strong -D_FORTIFY_SOURCE=2)
  add_link_options(-Wl,-z,relro,-z,now)
endif()

if(MUSTER_SANITIZE)
  # -Wmaybe-uninitialized cries wolf in instrumented code, for example in std::stop_source's constructor.
  add_compile_options(-fsanitize=${MUSTER_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer
                      -Wno-maybe-uninitialized)
  add_link_options(-fsanitize=${MUSTER_SANITIZE})
endif()
