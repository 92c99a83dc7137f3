"""Chinese as written here 「简体中文」."""
