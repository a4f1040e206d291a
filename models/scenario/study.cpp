#include "models/scenario/study.hpp"

#include <string>

namespace scenario {

void describe(Fields& f, Study&) {
  std::string ignored;
  for (const StudyText& text : study_texts) f.text({text.key, text.doc, Need::optional}, ignored);
}

}  // namespace scenario
