# Writes the commit of SOURCE to OUTPUT as a C++ string, and touches OUTPUT only if it changed. Run at every build:
#   cmake -D SOURCE=... -D OUTPUT=... -P build_commit.cmake
cmake_minimum_required(VERSION 3.25)
find_package(Git QUIET)
set(commit "")
if(GIT_FOUND)
  # A released archive may be unpacked inside somebody else's repository.
  cmake_path(GET SOURCE PARENT_PATH above)
  set(ENV{GIT_CEILING_DIRECTORIES} "${above}")
  execute_process(COMMAND ${GIT_EXECUTABLE} rev-parse --verify HEAD
    WORKING_DIRECTORY ${SOURCE} OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
if(NOT commit STREQUAL "")
  execute_process(COMMAND ${GIT_EXECUTABLE} --no-optional-locks status --porcelain --untracked-files=no
    WORKING_DIRECTORY ${SOURCE} OUTPUT_VARIABLE changes ERROR_QUIET)
  if(changes)
    string(APPEND commit "+changes")
  endif()
else()
  set(commit "unknown")
endif()
file(CONFIGURE OUTPUT ${OUTPUT} CONTENT "\"@commit@\"\n" @ONLY)
