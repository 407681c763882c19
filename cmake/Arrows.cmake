# The arrows of the architecture, as a table: which of the project's own libraries each one may link.
# A link that is not in the table stops the configuration. tests/architecture scans the includes
# against the same picture, file by file.
set(MUSTER_MAY_LINK_models "")
set(MUSTER_MAY_LINK_transport models)
set(MUSTER_MAY_LINK_journal models)
set(MUSTER_MAY_LINK_measure models)
set(MUSTER_MAY_LINK_report models)
set(MUSTER_MAY_LINK_engine models)
set(MUSTER_MAY_LINK_paper models)
set(MUSTER_MAY_LINK_ui models paper)
set(MUSTER_MAY_LINK_workshop models engine transport journal measure report)
set(MUSTER_MAY_LINK_desk workshop models engine transport journal measure report)
set(MUSTER_MAY_LINK_app workshop desk models engine transport journal measure report paper ui)
set(MUSTER_MAY_LINK_dispatcher "")
set(MUSTER_MAY_LINK_range models)

# What is compiled once per library instead of once per file.
set(MUSTER_PRECOMPILED
    <algorithm> <chrono> <cstdint> <filesystem> <functional> <map> <memory> <optional> <set> <string>
    <string_view> <utility> <variant> <vector> <nlohmann/json.hpp> <tl/expected.hpp>)
# The same for what is made of widgets.
set(MUSTER_PRECOMPILED_WIDGETS
    <QAction> <QApplication> <QBoxLayout> <QDialog> <QFrame> <QIcon> <QLabel> <QLineEdit> <QPainter> <QPushButton>
    <QScrollArea> <QScrollBar> <QStackedWidget> <QTextDocument> <QTimer> <QToolButton> <QWidget>)

function(muster_check_links target)
  if(NOT DEFINED MUSTER_MAY_LINK_${target})
    message(FATAL_ERROR "muster: '${target}' has no row in cmake/Arrows.cmake; add one that says what it may link")
  endif()
  foreach(link IN LISTS ARGN)
    if(NOT link IN_LIST MUSTER_MAY_LINK_${target})
      message(FATAL_ERROR "muster: '${target}' must not link '${link}': the table in cmake/Arrows.cmake allows "
                          "'${MUSTER_MAY_LINK_${target}}'. Meet in models/ports instead, or change the architecture first")
    endif()
  endforeach()
endfunction()

# muster_library(NAME FOLDERS folder... LINKS own... EXTERNAL others...)
# One library of the architecture; every .cpp below its folders belongs to it.
function(muster_library name)
  cmake_parse_arguments(ARG "" "" "FOLDERS;LINKS;EXTERNAL" ${ARGN})
  muster_check_links(${name} ${ARG_LINKS})
  set(sources)
  foreach(folder IN LISTS ARG_FOLDERS)
    file(GLOB_RECURSE found CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cpp)
    list(APPEND sources ${found})
  endforeach()
  add_library(muster_${name} STATIC ${sources})
  target_include_directories(muster_${name} PUBLIC ${CMAKE_SOURCE_DIR})
  list(TRANSFORM ARG_LINKS PREPEND muster_)
  target_link_libraries(muster_${name} PUBLIC ${ARG_LINKS} ${ARG_EXTERNAL})
  target_precompile_headers(muster_${name} PRIVATE ${MUSTER_PRECOMPILED})
endfunction()

# muster_program(NAME ROW row SOURCES file... LINKS own... EXTERNAL others...)
# A thin program; `row` names its row of the table.
function(muster_program name)
  cmake_parse_arguments(ARG "" "ROW" "SOURCES;LINKS;EXTERNAL" ${ARGN})
  if(ARG_ROW STREQUAL "app")
    muster_check_links(app ${ARG_LINKS})
  elseif(ARG_LINKS)
    foreach(link IN LISTS ARG_LINKS)
      if(NOT link STREQUAL ARG_ROW)
        muster_check_links(${ARG_ROW} ${link})
      endif()
    endforeach()
  endif()
  add_executable(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR})
  list(TRANSFORM ARG_LINKS PREPEND muster_)
  target_link_libraries(${name} PRIVATE ${ARG_LINKS} ${ARG_EXTERNAL})
endfunction()
