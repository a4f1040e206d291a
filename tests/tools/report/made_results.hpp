#pragma once

#include "tests/tools/report/hand_made_folder.hpp"
#include "tools/results/number.hpp"

#include <string>

/// summary.csv and differences.csv in the making.
class MadeResults {
 public:
  /// A mean with its interval, and 5 below and above it the spread. \param low, high  "" for no interval
  MadeResults& add(const std::string& system, const std::string& metric, double mean, double low, double high,
                   const std::string& unit = "cases", const std::string& year = "", const std::string& group = "") {
    summary_ += line(system, metric, mean, low, high, unit, year, group);
    return *this;
  }
  MadeResults& differ(const std::string& system, const std::string& metric, double mean, double low, double high,
                      const std::string& unit = "cases", const std::string& year = "") {
    differences_ += line(system, metric, mean, low, high, unit, year, "");
    return *this;
  }
  void put(const HandMadeFolder& folder) const {
    folder.put("summary.csv", summary_);
    folder.put("differences.csv", differences_);
  }

 private:
  static std::string line(const std::string& system, const std::string& metric, double mean, double low, double high,
                          const std::string& unit, const std::string& year, const std::string& group) {
    std::string text = system + ",place," + year + "," + group + "," + metric + "," + unit + ",10";
    for (const double value : {mean, low, high, mean - 5, mean, mean + 5}) text += "," + results::shortest(value);
    return text + "\n";
  }
  std::string summary_ = "system,area,year,group,metric,unit,n,mean,ci_low,ci_high,p05,p50,p95\n";
  std::string differences_ = summary_;
};

inline constexpr double none = experiment::missing;
