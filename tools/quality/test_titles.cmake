# Writes the titles of all tests as C++ strings, "file", "title", and only if they have changed, so that nothing is
# compiled anew otherwise. SOURCE: the project; OUTPUT: the file.
execute_process(
  COMMAND grep -rHoE --include=*_test.cpp [[^TEST_CASE\("([^"\\]|\\.)*"]] tests
  COMMAND sed [[s/^\([^:]*\):TEST_CASE(/{"\1", /; s/$/},/]]
  COMMAND env LC_ALL=C sort
  WORKING_DIRECTORY ${SOURCE} OUTPUT_FILE ${OUTPUT}.new)
execute_process(COMMAND ${CMAKE_COMMAND} -E copy_if_different ${OUTPUT}.new ${OUTPUT})
