"""What can be done in the register of authorities 「行政监督部门」, one module for each matter."""
