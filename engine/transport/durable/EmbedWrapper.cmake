# Makes a source file of resources/scripts/durable.sh, without its comments, and adds it to a target.
function(muster_embed_durable_wrapper target)
  set(script ${CMAKE_SOURCE_DIR}/resources/scripts/durable.sh)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${script})
  file(READ ${script} text)
  string(REGEX REPLACE "(^|\n)( *#[^\n]*\n)+" "\\1" text "${text}")
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/DurableWrapper.cpp)
  file(CONFIGURE OUTPUT ${generated} @ONLY CONTENT [==[
#include "engine/transport/durable/WrapperCommand.h"

namespace muster::transport {

std::string_view durableWrapper() {
    return R"MUSTER(@text@)MUSTER";
}

} // namespace muster::transport
]==])
  target_sources(${target} PRIVATE ${generated})
endfunction()
