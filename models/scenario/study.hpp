#pragma once

#include "models/scenario/fields.hpp"

#include <string_view>

namespace scenario {

/// A text of a scenario's `study:` section, under the name that reporting standards give it.
struct StudyText {
  std::string_view key;
  std::string_view doc;
};

/// What only people can say of a study; all of it optional. No text changes what is simulated: each fills a gap in the
/// reporting standards of a result folder's quality/.
/// \source the items of STRESS-DES, ISPOR-SMDM, CHEERS 2022 and AdViSHE that no program can answer
inline constexpr StudyText study_texts[] = {
    {"background", "why the question matters, to whom, and what is known already"},
    {"question", "what is to be decided"},
    {"setting", "the place, its services and its time"},
    {"population", "whom the study is about, where the scenario's numbers do not say it"},
    {"perspective", "whose costs and benefits count"},
    {"period", "why this period is looked at, and is long enough"},
    {"model_choice", "why this kind of model, and what was left out of it on purpose"},
    {"protocol", "plan of the analysis, fixed before its results were known, and where it can be read"},
    {"data_preparation", "what was done to data before they became the scenario's numbers"},
    {"face_validity", "what people who know the field said of the model's concept"},
    {"input_review", "who checked the inputs, and what came of it"},
    {"code_review", "who checked the program from outside, and what came of it"},
    {"outcome_review", "what people who know the field said of the results"},
    {"cross_validation", "other models of the same, and how their results compare"},
    {"predictive_validation", "what came true later, or why that cannot be looked at"},
    {"other_validation", "any other validation"},
    {"generalisability", "to which other places and times the findings carry over"},
    {"stakeholders", "who took part: people with experience of abuse, agencies, the public; and where"},
    {"stakeholders_effect", "what their part changed"},
    {"equity", "who gains and who loses, and how that is judged"},
    {"ethics", "what was asked and answered about ethics and safety"},
    {"limitations", "limits that the program cannot know"},
    {"funding", "who paid, and their part in the study"},
    {"conflicts", "interests of those who made it"},
    {"availability", "where model, scenario and data can be had, with licence and DOI"},
    {"commissioner", "who asks for the analysis and accepts it"},
    {"analyst", "who designed, made and checked it"},
    {"assurer", "who reviewed it, independent of the analyst"},
    {"approver", "who challenges it and signs it off"},
    {"assurance", "what was assured, when, and with what result"},
};

/// Tag of the `study:` section: its keys are known, its texts stay in the resolved scenario and are read from there.
struct Study {};
void describe(Fields& f, Study& study);

}  // namespace scenario
