# Writes the front end of the report as a source file.
#   cmake -D WEB=FOLDER_OF_REPORT_JS_AND_CSS -D TEMPLATE=FILE -D OUTPUT=FILE -P bundle.cmake
file(READ ${WEB}/report.js SCRIPT)
file(READ ${WEB}/report.css STYLE)
if("${SCRIPT}${STYLE}" MATCHES "</(script|style)|[)]wholeplace\"")
  message(FATAL_ERROR "the front end of the report holds \"${CMAKE_MATCH_0}\", which would end it")
endif()
configure_file(${TEMPLATE} ${OUTPUT} @ONLY)
